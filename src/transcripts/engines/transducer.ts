import type { ModelFamily } from './engine.ts';

/** Parakeet (25 European languages in its third version) and Zipformer; the addon tells them apart by their metadata. */
export const transducer: ModelFamily = {
  name: 'transducer',
  needs: 'encoder….onnx, decoder….onnx, joiner….onnx and tokens.txt',
  configure(files) {
    const encoder = files.find(/^encoder.*\.onnx$/);
    const decoder = files.find(/^decoder.*\.onnx$/);
    const joiner = files.find(/^joiner.*\.onnx$/);
    const tokens = files.find(/^tokens\.txt$/);
    if (!encoder || !decoder || !joiner || !tokens) return undefined;
    return { transducer: { encoder, decoder, joiner }, tokens };
  },
};

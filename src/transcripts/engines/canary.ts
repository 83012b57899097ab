import type { ModelFamily } from './engine.ts';

/** NeMo's Canary, used for English: it has to be told which language it hears. */
export const canary: ModelFamily = {
  name: 'canary',
  needs: 'encoder.int8.onnx, decoder.int8.onnx and tokens.txt, and no joiner',
  configure(files) {
    const encoder = files.find(/^encoder(\.int8)?\.onnx$/);
    const decoder = files.find(/^decoder(\.int8)?\.onnx$/);
    const tokens = files.find(/^tokens\.txt$/);
    if (!encoder || !decoder || !tokens || files.find(/^joiner/)) return undefined;
    return { canary: { encoder, decoder, srcLang: 'en', tgtLang: 'en', usePnc: 1 }, tokens };
  },
};

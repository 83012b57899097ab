import type { ModelFamily } from './engine.ts';

/** Ninety-nine languages, found by itself; slower than the others. */
export const whisper: ModelFamily = {
  name: 'whisper',
  needs: 'files such as base-encoder.int8.onnx, base-decoder.int8.onnx and base-tokens.txt',
  configure(files) {
    const encoder = files.find(/.-encoder(\.int8)?\.onnx$/);
    const decoder = files.find(/.-decoder(\.int8)?\.onnx$/);
    const tokens = files.find(/.-tokens\.txt$/);
    if (!encoder || !decoder || !tokens) return undefined;
    return { whisper: { encoder, decoder, language: '', task: 'transcribe' }, tokens };
  },
};

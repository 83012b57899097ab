import type { ModelFamily } from './engine.ts';

/** English, small and quick: the model that the set-up fetches. Takes the two-file and the older four-file form. */
export const moonshine: ModelFamily = {
  name: 'moonshine',
  needs: 'encoder_model.onnx, decoder_model_merged.onnx and tokens.txt',
  configure(files) {
    const tokens = files.find(/^tokens\.txt$/);
    if (!tokens) return undefined;
    const encoder = files.find(/^encoder_model(\.int8)?\.(onnx|ort)$/);
    const mergedDecoder = files.find(/^decoder_model_merged(\.int8)?\.(onnx|ort)$/);
    if (encoder && mergedDecoder) return { moonshine: { encoder, mergedDecoder }, tokens };
    const preprocessor = files.find(/^preprocess(\.int8)?\.onnx$/);
    const oldEncoder = files.find(/^encode(\.int8)?\.onnx$/);
    const uncachedDecoder = files.find(/^uncached_decode(\.int8)?\.onnx$/);
    const cachedDecoder = files.find(/^cached_decode(\.int8)?\.onnx$/);
    if (!preprocessor || !oldEncoder || !uncachedDecoder || !cachedDecoder) return undefined;
    return { moonshine: { preprocessor, encoder: oldEncoder, uncachedDecoder, cachedDecoder }, tokens };
  },
};

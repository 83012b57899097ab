import type { ModelFamily } from './engine.ts';

/** Chinese, Cantonese, English, Japanese and Korean, found by itself. */
export const senseVoice: ModelFamily = {
  name: 'sense-voice',
  needs: 'model.int8.onnx (or model.onnx) and the tokens.txt of SenseVoice',
  configure(files) {
    const model = files.find(/^model(\.int8)?\.onnx$/);
    const tokens = files.find(/^tokens\.txt$/);
    // NeMo's files have the same names; only SenseVoice has tokens for moods.
    if (!model || !tokens || !files.hasToken(tokens, '<|NEUTRAL|>')) return undefined;
    return { senseVoice: { model, language: 'auto', useInverseTextNormalization: 1 }, tokens };
  },
};

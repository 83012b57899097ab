import type { ModelFamily } from './engine.ts';

/** NeMo's CTC models: one language each, among them German, French, Spanish and Russian. */
export const nemoCtc: ModelFamily = {
  name: 'nemo-ctc',
  needs: 'model.int8.onnx (or model.onnx) and the tokens.txt of a NeMo CTC model',
  configure(files) {
    const model = files.find(/^model(\.int8)?\.onnx$/);
    const tokens = files.find(/^tokens\.txt$/);
    if (!model || !tokens || !files.hasToken(tokens, '<blk>')) return undefined;
    return { nemoCtc: { model }, tokens };
  },
};

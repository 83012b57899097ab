import { OnnxModel } from '../onnx-model.ts';
import type { Weight } from './files.ts';

const encoder = 'module_apply_default/Encoder_en/KonaTransformer/Encode';
const heads = 4;

/**
 * The Universal Sentence Encoder lite as ONNX: two layers of a transformer (https://arxiv.org/abs/1706.03762) that
 * normalise before they work, the mean over the tokens, and one layer more. Its input are texts of the same number of
 * tokens, `[texts, tokens, 256]`: twice each token's own vector and the timing signal of its place.
 */
export function encoderFile(weights: Map<string, Weight>): Buffer {
  const model = new OnnxModel();
  const own = new Layers(model, weights);
  let x = model.input('tokens', ['texts', 'tokens', 256]);
  for (const layer of [0, 1]) {
    const attended = own.attention(x, layer);
    const before = layer === 0 ? own.dense(x, `${encoder}/Layer_0/TransformerLayer/dense/kernel`, dense0Bias) : x;
    x = own.add(before, attended);
    x = own.add(x, own.feedForward(x, layer));
  }
  const [mean] = model.node('ReduceMean', [x], { axes: [1], keepdims: 0 });
  const hidden = 'module/Encoder_en/hidden_layers/tanh_layer_0';
  const [out] = model.node('Tanh', [own.dense(mean!, `${hidden}/weights`, `${hidden}/bias`)]);
  return model.file(out!, ['texts', 512]);
}

const dense0Bias = `${encoder}/Layer_0/TransformerLayer/dense/bias`;

/** The parts of a transformer, by the names that their weights have. */
class Layers {
  readonly #model: OnnxModel;
  readonly #weights: Map<string, Weight>;

  constructor(model: OnnxModel, weights: Map<string, Weight>) {
    this.#model = model;
    this.#weights = weights;
  }

  attention(x: string, layer: number): string {
    const at = `Layer_${layer}/TransformerLayer/MultiheadAttention`;
    const kernel = (name: string) => `module/Encoder_en/KonaTransformer/Encode/${at}/${name}/kernel/part_0`;
    const all = this.dense(
      this.#norm(x, `${encoder}/Layer_${layer}/TransformerLayer/layer_prepostprocess`),
      kernel('qkv_transform_single'),
      `${encoder}/${at}/qkv_transform_single/bias`,
    );
    const size = layer === 0 ? 256 : 512;
    const [query, key, value] = this.#model.node('Split', [all], { axis: 2 }, 3);
    const scale = this.#model.tensor(Float32Array.of(1 / Math.sqrt(size / heads)), [1]);
    const [scaled] = this.#model.node('Mul', [this.#split(query!, size, [0, 2, 1, 3]), scale]);
    const [likeness] = this.#model.node('MatMul', [scaled!, this.#split(key!, size, [0, 2, 3, 1])]);
    const [share] = this.#model.node('Softmax', [likeness!], { axis: 3 });
    const [seen] = this.#model.node('MatMul', [share!, this.#split(value!, size, [0, 2, 1, 3])]);
    const [back] = this.#model.node('Transpose', [seen!], { perm: [0, 2, 1, 3] });
    return this.dense(
      this.#reshape(back!, [0, 0, size]),
      kernel('output_transform_single'),
      `${encoder}/${at}/output_transform_single/bias`,
    );
  }

  feedForward(x: string, layer: number): string {
    const bias = `${encoder}/Layer_${layer}/TransformerLayer/FFN`;
    const kernel = `${encoder}/TransformerStack/Layer_${layer}/TransformerLayer/FFN`;
    const first = this.dense(
      this.#norm(x, `${bias}/layer_prepostprocess`),
      `${kernel}/conv1/Tensordot/Reshape_1`,
      `${bias}/conv1/bias`,
    );
    const [kept] = this.#model.node('Relu', [first]);
    return this.dense(kept!, `${kernel}/conv2/Tensordot/Reshape_1`, `${bias}/conv2/bias`);
  }

  dense(x: string, kernel: string, bias: string): string {
    const { values, shape } = this.#weight(kernel);
    const [product] = this.#model.node('MatMul', [x, this.#model.tensor(values, shape.slice(-2))]);
    return this.add(product!, this.#vector(bias));
  }

  add(one: string, other: string): string {
    return this.#model.node('Add', [one, other])[0]!;
  }

  #norm(x: string, name: string): string {
    const [scale, bias] = ['scale', 'bias'].map((what) => this.#vector(`${name}/layer_norm/layer_norm_${what}`));
    return this.#model.node('LayerNormalization', [x, scale!, bias!], { axis: 2, epsilon: 1e-6 })[0]!;
  }

  /** From `[texts, tokens, size]` to a part for each head, its axes in another order. */
  #split(x: string, size: number, order: number[]): string {
    return this.#model.node('Transpose', [this.#reshape(x, [0, 0, heads, size / heads])], { perm: order })[0]!;
  }

  /** 0 keeps an axis as it is. */
  #reshape(x: string, shape: number[]): string {
    const sizes = this.#model.tensor(BigInt64Array.from(shape, BigInt), [shape.length]);
    return this.#model.node('Reshape', [x, sizes])[0]!;
  }

  #vector(name: string): string {
    const { values } = this.#weight(name);
    return this.#model.tensor(values, [values.length]);
  }

  #weight(name: string): Weight {
    const weight = this.#weights.get(name) ?? this.#weights.get(`${name}/ConcatPartitions/concat`);
    if (!weight) throw new Error(`The model has no ${name}.`);
    return weight;
  }
}

/**
 * Writes a model as ONNX, so that a runtime for that can run what came in another shape. The field numbers are those of
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
export class OnnxModel {
  readonly #nodes: Buffer[] = [];
  readonly #tensors: Buffer[] = [];
  readonly #inputs: Buffer[] = [];
  #count = 0;

  /** A named input of 32-bit floats (or 64-bit integers); axes are sizes or names of what is only known later. */
  input(name: string, axes: (number | string)[], type: 'float' | 'int64' = 'float'): string {
    this.#inputs.push(valueInfo(name, type, axes));
    return name;
  }

  /** A constant. */
  tensor(values: Float32Array | BigInt64Array, shape: number[]): string {
    const name = this.#name();
    const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    const type = values instanceof Float32Array ? 'float' : 'int64';
    this.#tensors.push(
      message(...shape.map((size) => integer(1, size)), integer(2, types[type]), text(8, name), bytes(9, raw)),
    );
    return name;
  }

  /** Another operation on what has a name already. Returns the names of its results. */
  node(operation: string, inputs: string[], attributes: Record<string, number | number[]> = {}, results = 1): string[] {
    const outputs = Array.from({ length: results }, () => this.#name());
    this.#nodes.push(
      message(
        ...inputs.map((name) => text(1, name)),
        ...outputs.map((name) => text(2, name)),
        text(4, operation),
        ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
      ),
    );
    return outputs;
  }

  /** The file, whose one output is what has that name. */
  file(output: string, axes: (number | string)[]): Buffer {
    const graph = message(
      ...this.#nodes.map((node) => bytes(1, node)),
      text(2, 'model'),
      ...this.#tensors.map((tensor) => bytes(5, tensor)),
      ...this.#inputs.map((value) => bytes(11, value)),
      bytes(12, valueInfo(output, 'float', axes)),
    );
    return message(integer(1, 8), bytes(7, graph), bytes(8, message(integer(2, 17))));
  }

  #name(): string {
    return `t${this.#count++}`;
  }
}

const types = { float: 1, int64: 7 };

function valueInfo(name: string, type: keyof typeof types, axes: (number | string)[]): Buffer {
  const shape = message(
    ...axes.map((axis) => bytes(1, typeof axis === 'number' ? message(integer(1, axis)) : message(text(2, axis)))),
  );
  return message(text(1, name), bytes(2, message(bytes(1, message(integer(1, types[type]), bytes(2, shape))))));
}

/** Whole numbers are integers, others are floats. */
function attribute(name: string, value: number | number[]): Buffer {
  if (Array.isArray(value)) return message(text(1, name), ...value.map((one) => integer(8, one)), integer(20, 7));
  if (Number.isInteger(value)) return message(text(1, name), integer(3, value), integer(20, 2));
  const float = Buffer.alloc(4);
  float.writeFloatLE(value);
  return message(text(1, name), varint((2 << 3) | 5), float, integer(20, 1));
}

function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function integer(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);
}

/** Of what is not negative. */
function varint(value: number): Buffer {
  const parts: number[] = [];
  let rest = value;
  while (rest > 127) {
    parts.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...parts, rest]);
}

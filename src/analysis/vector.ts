/** Changes the vector to length 1, and returns it; a vector of zeros stays one. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Of at least one vector, all of one length. */
export function mean(vectors: Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
  for (let i = 0; i < sum.length; i++) sum[i]! /= vectors.length;
  return sum;
}

export function minus(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - b[i]!);
}

/** One after the other in one vector, each multiplied by its weight. */
export function joined(...parts: [vector: Float32Array, weight: number][]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, [vector]) => sum + vector.length, 0));
  let at = 0;
  for (const [vector, weight] of parts) {
    for (const value of vector) whole[at++] = value * weight;
  }
  return whole;
}

/** As a database keeps it: 32-bit floats, in the machine's order. */
export function toBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

export function fromBlob(blob: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(blob).buffer);
}

import { dot, mean, minus, normalise } from '../vector.ts';
import { randomFrom, sample } from './random.ts';

/** From as many vectors the directions are as good as from all. */
const enough = 2000;

/**
 * The vectors' coordinates, from their middle, along the directions in which they differ most (principal components, found by subspace
 * iteration: Halko, Martinsson and Tropp 2011). What differs little is mostly wording.
 */
export function principal(vectors: Float32Array[], count: number): Float32Array[] {
  const size = vectors[0]?.length ?? 0;
  const middle = mean(vectors);
  const seen = sample(vectors.length, enough, 1).map((i) => minus(vectors[i]!, middle));
  const directions = Math.min(count, size, Math.max(1, vectors.length - 1));
  const random = randomFrom(7);
  let basis: Float32Array[] = Array.from({ length: directions }, () =>
    Float32Array.from({ length: size }, () => random() - 0.5),
  );
  for (let round = 0; round < 12; round++) basis = orthonormal(basis.map((direction) => turned(direction, seen)));
  const start = basis.map((direction) => dot(middle, direction));
  return vectors.map((vector) => Float32Array.from(basis, (direction, i) => dot(vector, direction) - start[i]!));
}

function turned(direction: Float32Array, vectors: Float32Array[]): Float32Array {
  const sum = new Float32Array(direction.length);
  for (const vector of vectors) add(sum, vector, dot(vector, direction));
  return sum;
}

function orthonormal(basis: Float32Array[]): Float32Array[] {
  const done: Float32Array[] = [];
  for (const direction of basis) {
    for (const other of done) add(direction, other, -dot(direction, other));
    done.push(normalise(direction));
  }
  return done;
}

function add(sum: Float32Array, vector: Float32Array, times: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += times * vector[i]!;
}

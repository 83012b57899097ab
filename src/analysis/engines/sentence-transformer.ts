import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { NoEmbeddingModel, type EmbeddingChoice } from './engine.ts';

/**
 * A folder with `model.onnx` and `tokenizer.json`, as sentence-transformers export it: token vectors are averaged where
 * the attention mask is 1 (or the first is taken, where `1_Pooling/config.json` says so), and brought to length 1 (https://arxiv.org/abs/1908.10084).
 * @throws NoEmbeddingModel where the folder lacks one of the files
 */
export function sentenceTransformer(folder: string): EmbeddingChoice {
  if (!fs.existsSync(folder)) throw new NoEmbeddingModel(`There is no folder ${folder}.`);
  const model = [path.join(folder, 'model.onnx'), path.join(folder, 'onnx', 'model.onnx')].find(fs.existsSync);
  const tokenizer = path.join(folder, 'tokenizer.json');
  if (!model) throw new NoEmbeddingModel(`${folder} has no model.onnx.`);
  if (!fs.existsSync(tokenizer)) throw new NoEmbeddingModel(`${folder} has no tokenizer.json.`);
  const id = `${path.basename(folder)}-${fingerprint(model)}`;
  // The runtime is loaded only in the process that uses it.
  const load = async () => (await import('./onnx.ts')).loadOnnx(id, { model, tokenizer, pooling: poolingOf(folder) });
  return { name: path.basename(folder), id, load };
}

/** As sentence-transformers note it; most average their tokens. */
function poolingOf(folder: string): 'mean' | 'first' {
  const file = path.join(folder, '1_Pooling', 'config.json');
  if (!fs.existsSync(file)) return 'mean';
  const { pooling_mode_cls_token: first } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  return first === true ? 'first' : 'mean';
}

/** Of the file's size and its end: weights of hundreds of megabytes are not read to see whether they are new. */
function fingerprint(file: string): string {
  const { size } = fs.statSync(file);
  const end = Buffer.alloc(Math.min(size, 65_536));
  const handle = fs.openSync(file, 'r');
  try {
    fs.readSync(handle, end, 0, end.length, size - end.length);
  } finally {
    fs.closeSync(handle);
  }
  return createHash('sha256').update(String(size)).update(end).digest('hex').slice(0, 12);
}

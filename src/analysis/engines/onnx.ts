import fs from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { normalise } from '../vector.ts';
import { inBatches, NoEmbeddingModel, type EmbeddingEngine } from './engine.ts';

/** Most models were trained with no more; longer texts are cut. */
const mostTokens = 256;

/**
 * A transformer and its tokenizer; the mean of its token vectors is the text's.
 * @throws NoEmbeddingModel where the tokenizer is of a kind that is not known
 */
export async function loadOnnx(id: string, model: string, tokenizerFile: string): Promise<EmbeddingEngine> {
  const tokenizer = readTokenizer(tokenizerFile);
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const cutAll = (texts: string[]) => texts.map((text) => cut(tokenizer.encode(text.trim() || '.').ids));
  const embed = (texts: string[]) =>
    inBatches(cutAll(texts), { most: 16, lengthOf: (ids) => ids.length }, (rows) => embedBatch(session, rows));
  const [one] = await embed(['.']);
  return { id, dimensions: one!.length, embed };
}

function readTokenizer(file: string): Tokenizer {
  const settings = file.replace(/tokenizer\.json$/, 'tokenizer_config.json');
  try {
    return new Tokenizer(readJson(file), fs.existsSync(settings) ? readJson(settings) : {});
  } catch (cause) {
    throw new NoEmbeddingModel(`${file} could not be understood.`, { cause });
  }
}

function readJson(file: string): object {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as object;
}

async function embedBatch(session: InferenceSession, rows: number[][]): Promise<Float32Array[]> {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const mask = table(rows, width, () => 1n);
  const inputs: Record<string, Tensor> = {
    input_ids: integers(table(rows, width, BigInt), rows.length, width),
    attention_mask: integers(mask, rows.length, width),
    token_type_ids: integers(new BigInt64Array(rows.length * width), rows.length, width),
  };
  const outputs = await session.run(
    Object.fromEntries(session.inputNames.flatMap((name) => (inputs[name] ? [[name, inputs[name]]] : []))),
  );
  const output = outputs['last_hidden_state'] ?? outputs[session.outputNames[0]!]!;
  return pooled(output, mask, width);
}

/** The last one says where a text ends, and stays. */
function cut(ids: number[]): number[] {
  return ids.length <= mostTokens ? ids : [...ids.slice(0, mostTokens - 1), ids.at(-1)!];
}

function table(rows: number[][], width: number, value: (id: number) => bigint): BigInt64Array {
  const cells = new BigInt64Array(rows.length * width);
  for (const [i, row] of rows.entries()) for (const [j, id] of row.entries()) cells[i * width + j] = value(id);
  return cells;
}

function integers(values: BigInt64Array, rows: number, columns: number): Tensor {
  return new Tensor('int64', values, [rows, columns]);
}

/** The mean of the token vectors that the mask admits; a model that pools by itself gives one vector a text already. */
function pooled({ data, dims }: Tensor, mask: BigInt64Array, width: number): Float32Array[] {
  const values = data as Float32Array;
  const dimensions = dims.at(-1)!;
  return Array.from({ length: dims[0]! }, (_, row) => {
    if (dims.length === 2) return normalise(values.slice(row * dimensions, (row + 1) * dimensions));
    const sum = new Float32Array(dimensions);
    for (let token = 0; token < width; token++) {
      if (mask[row * width + token] === 0n) continue;
      const at = (row * width + token) * dimensions;
      for (let i = 0; i < dimensions; i++) sum[i]! += values[at + i]!;
    }
    // Its length is made 1, so that the number of tokens need not be divided by.
    return normalise(sum);
  });
}

import fs from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { normalise } from '../vector.ts';
import { inBatches, NoEmbeddingModel, type EmbeddingEngine } from './engine.ts';

/** Most models were trained with no more; longer texts are cut. */
const mostTokens = 256;

interface Files {
  model: string;
  tokenizer: string;
  /** Whether a text's vector is the mean of its tokens' or that of the first. */
  pooling: 'mean' | 'first';
}

/**
 * A transformer and its tokenizer; the mean of its token vectors is the text's.
 * @throws NoEmbeddingModel where either file is not what it has to be
 */
export async function loadOnnx(
  id: string,
  { model, tokenizer: tokenizerFile, pooling }: Files,
): Promise<EmbeddingEngine> {
  const tokenizer = readTokenizer(tokenizerFile);
  const session = await openModel(model);
  const cutAll = (texts: string[]) => texts.map((text) => cut(tokenizer.encode(text.trim() || '.').ids));
  const embed = (texts: string[]) =>
    inBatches(cutAll(texts), { most: 16, lengthOf: (ids) => ids.length }, (rows) => embedBatch(session, rows, pooling));
  const [one] = await embed(['.']).catch((cause: unknown) => {
    throw cause instanceof NoEmbeddingModel
      ? cause
      : new NoEmbeddingModel(`${model} could not read a sentence: ${said(cause)}`, { cause });
  });
  return { id, dimensions: one!.length, embed };
}

const known = ['input_ids', 'attention_mask', 'token_type_ids'];

async function openModel(file: string): Promise<InferenceSession> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 }).catch(
    (cause: unknown) => {
      throw new NoEmbeddingModel(`${file} ${whatItIs(file) ?? `is no ONNX model that can be read: ${said(cause)}`}`, {
        cause,
      });
    },
  );
  const unknown = session.inputNames.filter((name) => !known.includes(name));
  if (unknown.length > 0 || !session.inputNames.includes('input_ids'))
    throw new NoEmbeddingModel(
      `${file} asks for ${session.inputNames.join(', ')}, where a sentence-transformer asks for ${known.join(', ')}.`,
    );
  return session;
}

/** What is commonly saved in a model's place. */
function whatItIs(file: string): string | undefined {
  const start = Buffer.alloc(64);
  const handle = fs.openSync(file, 'r');
  fs.readSync(handle, start, 0, start.length, 0);
  fs.closeSync(handle);
  const words = start.toString('latin1').trimStart();
  if (words.startsWith('version https://git-lfs'))
    return 'only points to the model (Git LFS). Download the file itself.';
  return /^<(?:!doctype|html)/i.test(words) ? 'is a web page and no model. Download the file itself.' : undefined;
}

function said(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!.slice(0, 300);
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

async function embedBatch(
  session: InferenceSession,
  rows: number[][],
  pooling: Files['pooling'],
): Promise<Float32Array[]> {
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
  const { dims, type } = output;
  if (dims.length < 2 || dims.length > 3 || dims.at(-1)! < 2 || dims[0] !== rows.length || type !== 'float32')
    throw new NoEmbeddingModel(
      `The model gives ${type} of shape ${dims.join(' × ')}, where a vector for each token or text is needed. It may be a classifier.`,
    );
  return pooled(output, mask, pooling === 'first' ? 1 : width, width);
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

/** The mean of as many token vectors as are taken and the mask admits; a model that pools by itself gives one vector a text already. */
function pooled({ data, dims }: Tensor, mask: BigInt64Array, taken: number, width: number): Float32Array[] {
  const values = data as Float32Array;
  const dimensions = dims.at(-1)!;
  return Array.from({ length: dims[0]! }, (_, row) => {
    if (dims.length === 2) return normalise(values.slice(row * dimensions, (row + 1) * dimensions));
    const sum = new Float32Array(dimensions);
    for (let token = 0; token < taken; token++) {
      if (mask[row * width + token] === 0n) continue;
      const at = (row * width + token) * dimensions;
      for (let i = 0; i < dimensions; i++) sum[i]! += values[at + i]!;
    }
    // Its length is made 1, so that the number of tokens need not be divided by.
    return normalise(sum);
  });
}

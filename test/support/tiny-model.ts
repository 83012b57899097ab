import fs from 'node:fs';
import path from 'node:path';

/**
 * A sentence-transformer of four words: its token vectors are rows of a table (one ONNX `Gather`), so that a test can
 * say what a text's vector has to be.
 */
export const tinyWords: Record<string, number[]> = {
  '[PAD]': [9, 9, 9],
  '[UNK]': [0, 0, 1],
  '[CLS]': [0, 0, 0],
  '[SEP]': [0, 0, 0],
  good: [1, 0, 0],
  bad: [0, 1, 0],
};

export function writeTinyModel(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'model.onnx'), model());
  fs.writeFileSync(path.join(folder, 'tokenizer.json'), JSON.stringify(tokenizer()));
}

function tokenizer() {
  const vocab = Object.fromEntries(Object.keys(tinyWords).map((word, id) => [word, id]));
  const special = (token: string) => ({ SpecialToken: { id: token, type_id: 0 } });
  return {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
      pair: [],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [vocab[token]], tokens: [token] }]),
      ),
    },
    decoder: null,
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', vocab },
  };
}

// The field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
const float = 1;
const int64 = 7;

function model(): Buffer {
  const rows = Object.values(tinyWords);
  const table = message(
    ...[rows.length, 3].map((size) => number(1, size)),
    number(2, float),
    text(8, 'table'),
    bytes(9, Buffer.from(Float32Array.from(rows.flat()).buffer)),
  );
  const gather = message(text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather'));
  const graph = message(
    bytes(1, gather),
    text(2, 'tiny'),
    bytes(5, table),
    bytes(11, value('input_ids', int64, ['batch', 'tokens'])),
    bytes(11, value('attention_mask', int64, ['batch', 'tokens'])),
    bytes(12, value('last_hidden_state', float, ['batch', 'tokens', 'size'])),
  );
  return message(number(1, 8), bytes(7, graph), bytes(8, message(number(2, 13))));
}

function value(name: string, type: number, axes: string[]): Buffer {
  const shape = message(...axes.map((axis) => bytes(1, message(text(2, axis)))));
  return message(text(1, name), bytes(2, message(bytes(1, message(number(1, type), bytes(2, shape))))));
}

function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);
}

function varint(value: number): Buffer {
  return value < 128 ? Buffer.from([value]) : Buffer.concat([Buffer.from([(value & 127) | 128]), varint(value >>> 7)]);
}

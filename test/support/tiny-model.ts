import fs from 'node:fs';
import path from 'node:path';
import { OnnxModel } from '../../src/analysis/engines/onnx-model.ts';

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

function model(): Buffer {
  const model = new OnnxModel();
  const ids = model.input('input_ids', ['batch', 'tokens'], 'int64');
  model.input('attention_mask', ['batch', 'tokens'], 'int64');
  const rows = Object.values(tinyWords);
  const [out] = model.node('Gather', [model.tensor(Float32Array.from(rows.flat()), [rows.length, 3]), ids]);
  return model.file(out!, ['batch', 'tokens', 'size']);
}

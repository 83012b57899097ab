/** A sentence-transformer that is known to do well, and how to get it. */
export interface GoodModel {
  name: string;
  reads: string;
  /** Of what is fetched. */
  size: string;
  licence: string;
  /** When to take it. */
  because: string;
  /** For a shell, in the folder that Reelay is started from. */
  commands: string[];
}

/** None of them comes from the npm registry, so that they are fetched by whoever runs the server, once. */
export const goodModels: GoodModel[] = [
  {
    name: 'all-MiniLM-L6-v2',
    reads: 'English',
    size: '90 MB',
    licence: 'Apache-2.0',
    because: 'The usual first choice, small and quick.',
    commands: commandsFor('sentence-transformers/all-MiniLM-L6-v2', ['onnx/model.onnx', 'tokenizer.json']),
  },
  {
    name: 'bge-small-en-v1.5',
    reads: 'English',
    size: '130 MB',
    licence: 'MIT',
    because: 'Ahead of the first in published comparisons, and twice as deep, so that it takes about twice as long.',
    commands: commandsFor('BAAI/bge-small-en-v1.5', ['onnx/model.onnx', 'tokenizer.json', '1_Pooling/config.json']),
  },
  {
    name: 'multilingual-e5-small',
    reads: 'About a hundred languages',
    size: '490 MB',
    licence: 'MIT',
    because: 'Where people answer in other languages than English. The largest of these.',
    commands: commandsFor('intfloat/multilingual-e5-small', ['onnx/model.onnx', 'tokenizer.json']),
  },
];

function commandsFor(repository: string, files: string[]): string[] {
  const folder = `models/${repository.split('/')[1]!}`;
  const fetched = files.map((file) => {
    const kept = file === 'onnx/model.onnx' ? 'model.onnx' : file;
    return `curl -fL --create-dirs -o ${folder}/${kept} https://huggingface.co/${repository}/resolve/main/${file}`;
  });
  return [...fetched, `EMBEDDING_MODEL_DIR=${folder} npm start`];
}

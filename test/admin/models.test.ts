import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { OnnxModel } from '../../src/analysis/engines/onnx-model.ts';
import { runAnalysis } from '../../src/analysis/run.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { analyse, answered } from '../support/answers.ts';
import { writeTinyModel } from '../support/tiny-model.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

describe('the page about models', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-models-'));
  after(() => {
    endEngines();
    fs.rmSync(folder, { recursive: true });
  });

  const opened = async (environment: Record<string, string> = {}) => {
    const world = await makeWorld(environment);
    return { world, owner: await signedIn(world, createApp(world), { role: 'owner' }) };
  };

  it('names what is in use, what it is weak at, and how to fetch a better one', async () => {
    const { owner } = await opened();
    const { text } = await owner.get('/admin/models');
    expect(text).to.include('Universal Sentence Encoder lite').and.include('it reads only English');
    expect(text).to.include('all-MiniLM-L6-v2').and.include('90 MB, licence Apache-2.0');
    expect(text).to.match(/curl -fL --create-dirs -o models\/all-MiniLM-L6-v2\/model\.onnx https:/);
    expect((await owner.get('/admin')).text).to.include('reads what answers mean');
  });

  it('checks the model on demand', async () => {
    const { owner } = await opened();
    const { status, text } = await owner.post('/admin/models/trial');
    expect(status).to.equal(200);
    expect(text).to.include('turns a sentence into 512 numbers');
  });

  for (const [what, model, complaint] of damaged()) {
    it(`says in plain words that ${what}`, async () => {
      const dir = path.join(folder, what.replaceAll(' ', '-'));
      writeTinyModel(dir);
      if (model) fs.writeFileSync(path.join(dir, 'model.onnx'), model);
      else fs.rmSync(path.join(dir, 'tokenizer.json'));
      const { owner } = await opened({ EMBEDDING_MODEL_DIR: dir });
      const { status, text } = await owner.post('/admin/models/trial');
      expect(status).to.equal(422);
      expect(text).to.include(complaint);
    });
  }

  it('has what another model read read again, and shows how far that is', async () => {
    const { world, owner } = await opened();
    const form = await answered(world, ['It was good.', 'It was bad.']);
    await analyse(world, form.id);
    const dir = path.join(folder, 'other');
    writeTinyModel(dir);
    world.config.embeddingModelDir = dir;
    expect((await owner.get('/admin/models')).text).to.include('0 of 1 analysis was read with this model');
    expect((await owner.post('/admin/models/rereading')).status).to.equal(303);
    expect((await owner.get('/admin/models')).text).to.include('Being read again with this model: 0 of 1 analysis');
    await drainJobs(world, [runAnalysis]);
    expect((await owner.get('/admin/models/rereading')).text).to.include('All themes there are were found with this');
  });
});

function damaged(): [what: string, model: Buffer | undefined, complaint: string][] {
  const asking = new OnnxModel();
  const [pixels] = asking.node('Tanh', [asking.input('pixel_values', ['batch', 'size'])]);
  const classifier = new OnnxModel();
  const table = classifier.tensor(Float32Array.of(1, 1, 1, 1, 1, 1), [6]);
  const [labels] = classifier.node('Gather', [table, classifier.input('input_ids', ['batch', 'tokens'], 'int64')]);
  const [one] = classifier.node('ReduceMean', [labels!], { axes: [1], keepdims: 1 });
  return [
    ['its tokenizer is missing', undefined, 'has no tokenizer.json.'],
    ['it is a web page', Buffer.from('<!doctype html><title>Not found</title>'), 'is a web page and no model.'],
    ['it is no model', Buffer.from('nothing of the kind'), 'is no ONNX model that can be read'],
    ['it asks for pictures', asking.file(pixels!, ['batch', 'size']), 'asks for pixel_values, where'],
    ['it is a classifier', classifier.file(one!, ['batch', 1]), 'It may be a classifier.'],
  ];
}

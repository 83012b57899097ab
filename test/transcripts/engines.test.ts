import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { chooseModel } from '../../src/transcripts/engines/choose.ts';
import { speechModels } from '../support/world.ts';

describe('the speech model in a folder', () => {
  const layouts: [engine: string, files: Record<string, string>, key: string][] = [
    ['moonshine', { 'encoder_model.onnx': '', 'decoder_model_merged.onnx': '', 'tokens.txt': '' }, 'moonshine'],
    [
      'moonshine',
      {
        'preprocess.onnx': '',
        'encode.int8.onnx': '',
        'uncached_decode.int8.onnx': '',
        'cached_decode.int8.onnx': '',
        'tokens.txt': '',
      },
      'moonshine',
    ],
    ['whisper', { 'base-encoder.int8.onnx': '', 'base-decoder.int8.onnx': '', 'base-tokens.txt': '' }, 'whisper'],
    ['sense-voice', { 'model.int8.onnx': '', 'tokens.txt': '<|en|> 1\n<|NEUTRAL|> 2\n' }, 'senseVoice'],
    ['nemo-ctc', { 'model.onnx': '', 'tokens.txt': '▁der 1\n<blk> 1024\n' }, 'nemoCtc'],
    [
      'transducer',
      { 'encoder.int8.onnx': '', 'decoder.int8.onnx': '', 'joiner.int8.onnx': '', 'tokens.txt': '<blk> 8192\n' },
      'transducer',
    ],
    ['canary', { 'encoder.int8.onnx': '', 'decoder.int8.onnx': '', 'tokens.txt': '' }, 'canary'],
  ];
  for (const [engine, files, key] of layouts) {
    it(`is ${engine} when there are ${Object.keys(files).join(', ')}`, () => {
      const folder = folderWith({ ...files, 'silero_vad.onnx': '' });
      const choice = chooseModel(folder, 'auto');
      expect(choice.family).to.equal(engine);
      expect(choice.voiceActivity).to.equal(path.join(folder, 'silero_vad.onnx'));
      expect(choice.model).to.have.property(key);
      for (const file of Object.keys(files)) expect(JSON.stringify(choice.model)).to.contain(`/${file}"`);
      expect(chooseModel(folder, engine)).to.deep.equal(choice);
    });
  }

  it('is taken in its smaller form where both are there', () => {
    const files = {
      'tiny-encoder.onnx': '',
      'tiny-encoder.int8.onnx': '',
      'tiny-decoder.onnx': '',
      'tiny-tokens.txt': '',
    };
    const { model } = chooseModel(folderWith({ ...files, 'silero_vad.onnx': '' }), 'auto');
    expect(model.whisper?.encoder).to.match(/tiny-encoder\.int8\.onnx$/);
  });

  it('is the one that the set-up fetched, here', () => {
    expect(chooseModel(speechModels, 'auto').family).to.equal('moonshine');
  });

  it('is missed in words: nothing there', () => {
    expect(() => chooseModel('/nowhere', 'auto')).to.throw(
      'There is no speech model in /nowhere. Starting Reelay with access to the npm registry fetches one.',
    );
  });

  it('is missed in words: half of it there', () => {
    const folder = folderWith({ 'encoder_model.onnx': '', 'silero_vad.onnx': '' });
    expect(() => chooseModel(folder, 'auto')).to.throw(
      /No speech model is complete in .*\nmoonshine: encoder_model.onnx, decoder_model_merged.onnx and tokens.txt\nwhisper/,
    );
  });

  it('is missed in words: another engine was asked for', () => {
    expect(() => chooseModel(speechModels, 'whisper')).to.throw(
      /^SPEECH_ENGINE is whisper, so .* must hold files such as base-encoder.int8.onnx/,
    );
  });

  it('is missed in words: an engine that nobody knows', () => {
    expect(() => chooseModel(speechModels, 'dragon')).to.throw(
      'SPEECH_ENGINE: there is no engine "dragon"; choose auto, moonshine, whisper, sense-voice, nemo-ctc, transducer, canary.',
    );
  });

  it('is missed in words: no voice activity detector', () => {
    const folder = folderWith({ 'encoder_model.onnx': '', 'decoder_model_merged.onnx': '', 'tokens.txt': '' });
    expect(() => chooseModel(folder, 'auto')).to.throw(
      /^silero_vad.onnx, which finds where somebody speaks, is not in/,
    );
  });
});

function folderWith(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-model-'));
  after(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return folder;
}

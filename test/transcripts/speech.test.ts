import fs from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { SpeechProcess } from '../../src/transcripts/speech.ts';
import { pcmOf, speechFixtures, spokenWords, textOf } from '../support/speech.ts';
import { wordErrorRate } from '../support/word-error-rate.ts';
import { speechModels } from '../support/world.ts';

const model = { speechModelDir: speechModels, speechEngine: 'auto' };
const jfk = path.join(speechFixtures, 'jfk.wav');

describe('speech to text', () => {
  const speech = new SpeechProcess(model);
  after(() => speech.end());

  for (const [file, words] of Object.entries(spokenWords)) {
    it(`understands ${file}, with at most one word in ten wrong`, async () => {
      const segments = await speech.transcribe(pcmOf('-i', path.join(speechFixtures, file)));
      expect(wordErrorRate(words, textOf(segments)), textOf(segments)).to.be.lessThan(0.1);
    });
  }

  const wordless: Record<string, string[]> = {
    silence: ['-f', 'lavfi', '-i', 'anullsrc=duration=5'],
    noise: ['-f', 'lavfi', '-i', 'anoisesrc=duration=5:amplitude=0.3:seed=1'],
    'a tone': ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=5'],
    'a third of a second': ['-t', '0.3', '-i', jfk],
    'nothing at all': ['-t', '0.001', '-i', jfk],
  };
  for (const [sound, input] of Object.entries(wordless)) {
    it(`hears no words in ${sound}`, async () => {
      expect(await speech.transcribe(pcmOf(...input))).to.deep.equal([]);
    });
  }

  it('gives short phrases, in order, within the recording', async () => {
    const segments = await speech.transcribe(pcmOf('-stream_loop', '3', '-i', jfk));
    expect(segments.length).to.be.at.least(4);
    for (const [i, { start, end }] of segments.entries()) {
      expect(end - start).to.be.within(0.2, 10);
      expect(start).to.be.at.least(segments[i - 1]?.end ?? 0);
    }
    expect(segments.at(-1)?.end).to.be.within(40, 44.1);
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    await speech.transcribe(pcmOf('-stream_loop', '3', '-i', jfk), { progress: (percent) => told.push(percent) });
    expect(told).to.have.length.at.least(3);
    expect(told).to.deep.equal(told.toSorted((a, b) => a - b));
  });

  it('takes one recording at a time, and all of them', async () => {
    const file = pcmOf('-i', path.join(speechFixtures, 'goforward.wav'));
    const results = await Promise.all([speech.transcribe(file), speech.transcribe(file), speech.transcribe(file)]);
    expect(results.map(textOf)).to.deep.equal(Array(3).fill('Go forward ten metres.'));
  });

  it('does not hold a long recording in memory', async () => {
    const long = pcmOf('-f', 'lavfi', '-i', 'anullsrc=duration=1200');
    await speech.transcribe(pcmOf('-i', jfk));
    const before = await residentMegabytes(speech.pid);
    await speech.transcribe(long);
    expect((await residentMegabytes(speech.pid)) - before).to.be.lessThan(60);
  }).timeout(60_000);
});

describe('the process of the speech engine', () => {
  it('may die in the middle: the recording fails in words, and the next try succeeds', async () => {
    const speech = new SpeechProcess(model);
    after(() => speech.end());
    const file = pcmOf('-stream_loop', '3', '-i', jfk);
    const kill = () => process.kill(speech.pid!, 'SIGKILL');
    const error = await speech.transcribe(file, { progress: kill }).catch((error: unknown) => error);
    expect(error).to.be.an('error').with.property('message', 'The speech engine stopped (SIGKILL).');
    expect(textOf(await speech.transcribe(pcmOf('-i', jfk)))).to.contain('your country');
  });

  it('is ended when it gives no sign of life any more', async () => {
    const speech = new SpeechProcess(model, { patienceSeconds: 4 });
    const freeze = () => process.kill(speech.pid!, 'SIGSTOP');
    const file = pcmOf('-stream_loop', '3', '-i', jfk);
    const error = await speech.transcribe(file, { progress: freeze }).catch((error: unknown) => error);
    expect(error).to.have.property('message', 'The speech engine stopped (SIGKILL).');
  });

  it('ends with an abort, and the file is let go', async () => {
    const speech = new SpeechProcess(model);
    const abort = new AbortController();
    const file = pcmOf('-stream_loop', '3', '-i', jfk);
    const listening = { signal: abort.signal, progress: () => abort.abort(new Error('The server is stopping')) };
    const error = await speech.transcribe(file, listening).catch((error: unknown) => error);
    expect(error).to.have.property('message', 'The server is stopping');
    expect(speech.pid).to.equal(undefined);
  });

  it('ends when idle, and comes back when needed', async () => {
    const speech = new SpeechProcess(model, { idleSeconds: 0.05 });
    after(() => speech.end());
    const file = pcmOf('-i', path.join(speechFixtures, 'something.wav'));
    await speech.transcribe(file);
    const first = speech.pid!;
    await gone(first);
    expect(speech.pid).to.equal(undefined);
    expect(textOf(await speech.transcribe(file))).to.equal('Go somewhere and do something.');
  });

  it('says in its own words that a model file is damaged', async () => {
    const folder = path.join(path.dirname(pcmOf('-i', jfk)), 'damaged');
    await fs.cp(speechModels, folder, { recursive: true });
    await fs.writeFile(path.join(folder, 'encoder_model.onnx'), 'not a model');
    const speech = new SpeechProcess({ ...model, speechModelDir: folder });
    const error = await speech.transcribe(pcmOf('-i', jfk)).catch((error: unknown) => error);
    expect(error).to.be.an('error');
    expect(String(error)).to.match(/encoder_model\.onnx|protobuf/i);
  });
});

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await fs.readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

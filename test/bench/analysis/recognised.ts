import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endSpeech, speechProcess } from '../../../src/transcripts/speech.ts';
import { pcmOf, spokenWords, speechFixtures, textOf } from '../../support/speech.ts';
import { wordErrorRate } from '../../support/word-error-rate.ts';
import { speechModels } from '../../support/world.ts';
import { line, percent } from './print.ts';

const settings = { speechModelDir: speechModels, speechEngine: 'auto' };

/** The same answers read aloud by a machine and recognised; undefined where there is no espeak-ng to read them. */
export async function asRecognised<Answer extends { t: string }>(answers: Answer[]): Promise<Answer[] | undefined> {
  if (spawnSync('espeak-ng', ['--version']).status !== 0) return undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-spoken-'));
  const heard: Answer[] = [];
  for (const [i, answer] of answers.entries()) {
    const file = path.join(folder, `${i}.wav`);
    execFileSync('espeak-ng', ['-v', 'en-gb', '-s', '150', '-w', file, answer.t]);
    heard.push({ ...answer, t: textOf(await speechProcess(settings).transcribe(pcmOf('-i', file))) });
  }
  endSpeech();
  fs.rmSync(folder, { recursive: true });
  return heard;
}

/** Word error rate, after lower-casing and without punctuation. */
export async function benchWords(): Promise<void> {
  const [said, heard]: [string[], string[]] = [[], []];
  for (const [fixture, words] of Object.entries(spokenWords)) {
    said.push(words);
    heard.push(textOf(await speechProcess(settings).transcribe(pcmOf('-i', path.join(speechFixtures, fixture)))));
  }
  endSpeech();
  line(`Word error rate on the fixtures: ${percent(wordErrorRate(said.join(' '), heard.join(' ')))}`);
}

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endSpeech, speechProcess } from '../../../src/transcripts/speech.ts';
import { pcmOf, spokenWords, speechFixtures, textOf } from '../../support/speech.ts';
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
  let [errors, words] = [0, 0];
  for (const [fixture, said] of Object.entries(spokenWords)) {
    const segments = await speechProcess(settings).transcribe(pcmOf('-i', path.join(speechFixtures, fixture)));
    const heard =
      textOf(segments)
        .toLowerCase()
        .match(/[a-z0-9']+/g) ?? [];
    errors += edits(said.split(' '), heard);
    words += said.split(' ').length;
  }
  endSpeech();
  line(`Word error rate on the fixtures: ${percent(errors / words)} of ${words} words (numerals count as wrong)`);
}

/** Levenshtein's distance, in words. */
export function edits(said: string[], heard: string[]): number {
  let row = heard.map((_, j) => j + 1);
  for (const [i, word] of said.entries()) {
    let [diagonal, left] = [i, i + 1];
    row = row.map((above, j) => {
      left = Math.min(diagonal + Number(heard[j] !== word), left + 1, above + 1);
      diagonal = above;
      return left;
    });
  }
  return row.at(-1) ?? said.length;
}

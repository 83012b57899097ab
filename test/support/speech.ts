import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/platform/config.ts';
import type { Segment } from '../../src/transcripts/segment.ts';

export const speechFixtures = path.join(packageRoot, 'test/fixtures/speech');

/** What is said in each recording, as its README has it. */
export const spokenWords: Record<string, string> = {
  'jfk.wav': 'and so my fellow americans ask not what your country can do for you ask what you can do for your country',
  'jfk.webm':
    'and so my fellow americans ask not what your country can do for you ask what you can do for your country',
  'sense_and_sensibility_01_austen_64kb-0870.wav':
    'and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them',
  'sense_and_sensibility_01_austen_64kb-0880.wav': 'he was not an ill disposed young man',
  'goforward.wav': 'go forward ten meters',
  'numbers.wav': 'thirty three four six ninety two',
  'something.wav': 'go somewhere and do something',
};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-speech-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** For the fake microphone, which plays from the moment it opens, the preview included. Gives the path of a WAV file. */
export function afterSilence(name: keyof typeof spokenWords, seconds: number): string {
  const padded = path.join(folder, `${seconds}-${name}`);
  const filter = `adelay=${seconds * 1000}:all=1,apad=pad_dur=30`;
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    path.join(speechFixtures, name),
    '-af',
    filter,
    '-ar',
    '48000',
    padded,
  ]);
  return padded;
}

/** Raw 16 kHz samples of what ffmpeg makes of its input options, such as `-i file` or a generated sound. */
export function pcmOf(...input: string[]): string {
  const file = path.join(folder, `${input.join('_').replaceAll(/\W+/g, '-')}.pcm`);
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, '-ac', '1', '-ar', '16000', '-f', 's16le', file]);
  return file;
}

export function textOf(segments: Segment[]): string {
  return segments.map((segment) => segment.text).join(' ');
}

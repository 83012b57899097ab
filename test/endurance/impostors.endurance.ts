import fs from 'node:fs';
import { expect } from 'chai';
import { cinepak, impostors } from '../media/impostors.ts';
import { sha256OfFile } from '../support/hash.ts';
import { Respondent } from '../support/respondent.ts';
import { atWork, type AtWork } from './at-work.ts';
import { promise } from './report/promise.ts';
import { sendTake, settled } from './sending-take.ts';

promise('What is no recording is refused', 'a respondent sends one thing after another named .mp4', 5, async (line) => {
  const working = await atWork();
  const respondent = await Respondent.started(working.server.origin, working.form);
  const found: Refused[] = [];
  for (const make of Object.values(impostors)) found.push(await refused(working, respondent, make()));
  line.did(`As a take: ${Object.keys(impostors).join(', ')}.`);
  line.found(`${found.filter(({ isRefused }) => isRefused).length} of ${found.length} refused`);
  line.found(`${found.filter(({ isKept }) => isKept).length} originals kept`);
  line.found(`the slowest after ${Math.max(...found.map(({ seconds }) => seconds)).toFixed(1)} s`);
  expect(found.filter(({ isRefused, isKept }) => !isRefused || !isKept)).to.deep.equal([]);
  const another = await respondent.startTake(working.question.id);
  line.found(`another take: ${another.status}`);
  expect(another.status).to.equal(201);
});

promise('What is no recording is refused', 'a respondent without scripts chooses the same files', 5, async (line) => {
  const { form, question, server } = await atWork();
  const respondent = await Respondent.started(server.origin, form);
  const words: string[] = [];
  for (const [what, make] of Object.entries(impostors)) {
    const named = { filename: 'recording.mp4', contentType: 'video/mp4' };
    const { status, text } = await respondent.chooseFile(question.id, make(), named);
    words.push(`${what}: ${status} ${refusalIn.exec(text)?.[0] ?? 'no such words'}`);
  }
  const right = words.filter((each) => /: 422 (We|Choose)/.test(each));
  line.did('The same, chosen as files.');
  line.found(`${right.length} of ${words.length} refused`);
  expect(right).to.deep.equal(words);
});

promise('An exotic codec is refused by name', 'a respondent chooses a film from another century', 2, async (line) => {
  const { form, question, server } = await atWork();
  const respondent = await Respondent.started(server.origin, form);
  const named = { filename: 'film.avi', contentType: 'video/x-msvideo' };
  const { status, text } = await respondent.chooseFile(question.id, cinepak(), named);
  const words = /We could not read this recording\. Its coding[^.<]+\./.exec(text)?.[0];
  line.did('A Cinepak film chosen.');
  line.found(`${status}: ${words}`);
  expect(status).to.equal(422);
  expect(words).to.include('cinepak');
});

/** A file of no bytes is as none. */
const refusalIn = /We could not read this recording\.|Choose a file, or leave this for later\./;

interface Refused {
  isRefused: boolean;
  isKept: boolean;
  seconds: number;
}

/** At once where its first bytes tell, otherwise when its MP4 was to be made. Nothing of it plays. */
async function refused(working: AtWork, respondent: Respondent, file: string): Promise<Refused> {
  const started = performance.now();
  const { clipId } = await sendTake(working, respondent, file);
  const { state, error } = await settled(working, clipId);
  const seconds = (performance.now() - started) / 1000;
  const { storage } = working.world;
  const isRefused = state === 'failed' && error?.startsWith('We could not read this recording.') === true;
  const names = fs.readdirSync(storage.clip(clipId));
  const isKept = names.join() === 'original' && sha256OfFile(storage.clip(clipId, 'original')) === sha256OfFile(file);
  return { isRefused, isKept, seconds };
}

import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';
import { getForm } from '../forms/form.ts';
import { isRecording, type Clip } from '../media/clip.ts';
import { arrivedParts } from '../media/parts.ts';
import type { Deps } from '../platform/deps.ts';
import { mediaTypeOf } from '../platform/magic.ts';
import { getCaptions } from '../transcripts/transcript.ts';
import { listQuotesOf } from './quote.store.ts';
import { readingsOf } from './reading.ts';
import type { Submission } from './review.ts';
import { listNotes } from './review.store.ts';
import { reviewedAnswers, type ReviewedAnswer } from './reviewed.ts';

/** A ZIP of everything that is kept of a response: JSON, CSV, media and transcripts. Written while it is read. */
export async function exportOf(deps: Deps, submission: Submission): Promise<Readable> {
  const zip = new ZipFile();
  await addResponse(deps, zip, submission);
  zip.end();
  const stream = zip.outputStream as Readable;
  // A file that goes while it is sent cuts the archive off, so that nobody takes half of it for all.
  zip.once('error', (error: Error) => stream.destroy(error));
  return stream;
}

/** Everything that is kept of a response, in a folder such as `respondent-7/` of an archive. */
export async function addResponse(deps: Deps, zip: ZipFile, submission: Submission, folder = ''): Promise<void> {
  const answers = await reviewedAnswers(deps, submission);
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), folder + name);
  add('response.json', JSON.stringify(await inWhole(deps, submission, answers), undefined, 2));
  add('answers.csv', asTable(answers));
  for (const { number, media, transcript } of answers) {
    if (media) await addMedia(deps, zip, `${folder}media/answer-${number}`, media.clip);
    if (media && transcript?.state === 'ready') {
      add(`transcripts/answer-${number}.vtt`, await getCaptions(deps.db, media.clip.id));
    }
  }
}

async function inWhole(deps: Deps, submission: Submission, answers: ReviewedAnswer[]) {
  const { number, name, email, consent, submittedAt, origin, source, status, meanRating, ratingCount, formId } =
    submission;
  const notes = await listNotes(deps.db, submission.id);
  const readings = await readingsOf.run(deps, submission.id);
  const quotes = await listQuotesOf(deps.db, submission.id);
  return {
    form: (await getForm(deps.db, formId)).draft.title,
    number,
    name,
    email,
    consent: { text: consent, agreedAt: submittedAt },
    submittedAt,
    origin,
    source,
    answers: answers
      .filter(({ answer }) => answer)
      .map((reviewed) => ({ ...asRecord(reviewed), understood: readings.answers.get(reviewed.answer?.id ?? '') })),
    review: {
      status,
      meanRating,
      ratingCount,
      notes: notes.map(({ text, createdAt, atSeconds }) => ({ text, createdAt, atSeconds })),
      quotes,
    },
  };
}

function asRecord({ number, question, answer, media, transcript }: ReviewedAnswer) {
  return {
    number,
    question: question.text,
    kind: answer?.kind,
    text: answer?.text,
    value: answer?.number,
    choices: answer?.choices,
    file: media?.clip.originalName,
    seconds: media?.clip.seconds,
    updatedAt: answer?.updatedAt,
    transcript: transcript?.state === 'ready' ? transcript.segments : undefined,
  };
}

/** Spreadsheets take a cell that begins with = + - or @ for a formula: those are quoted. */
function asTable(answers: ReviewedAnswer[]): string {
  const rows = answers.map((reviewed) => {
    const { number, question, kind, text, value, choices, transcript } = asRecord(reviewed);
    const said = transcript?.map((segment) => segment.text).join(' ');
    return [number, question, kind ?? '', text ?? value ?? choices?.join('; ') ?? said ?? ''];
  });
  return stringify([['Number', 'Question', 'Kind', 'Answer'], ...rows], { escape_formulas: true });
}

/** As it was sent, in all its parts, and as it is played. Media are packed already: they are stored as they are. */
async function addMedia({ db, storage }: Deps, zip: ZipFile, name: string, clip: Clip): Promise<void> {
  const add = async (file: string, ending: () => Promise<string>) => {
    const isThere = await fs.access(file).then(
      () => true,
      () => false,
    );
    if (isThere) zip.addFile(file, `${name}${await ending()}`, { compress: false });
  };
  for (const [index, part] of (await arrivedParts(db, clip)).entries()) {
    const original = storage.clip(part.id, 'original');
    await add(
      original,
      async () => `${index > 0 ? `-part-${index + 1}` : ''}-as-sent${await extensionOf(clip, original)}`,
    );
  }
  if (isRecording(clip)) await add(storage.clip(clip.id, 'play.mp4'), async () => '.mp4');
}

async function extensionOf(clip: Clip, original: string): Promise<string> {
  if (clip.kind === 'file') return path.extname(clip.originalName ?? '');
  const type = (await mediaTypeOf(original)) ?? '';
  return type
    ? `.${type
        .replace(/^.*\/(x-)?/, '')
        .replace('matroska', 'mkv')
        .replace('quicktime', 'mov')}`
    : '';
}

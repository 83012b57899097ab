import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Viewer } from '../accounts/reviewer.ts';
import { findForm, type Form } from '../forms/form.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { needRoom } from '../platform/disk.ts';
import { defineJob, type JobContext } from '../platform/jobs/job.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { archivePath, forgetArchive } from './archive-file.ts';
import { addResponse } from './export.ts';
import { listSubmissions, type ListedSubmission } from './list.store.ts';
import { sumMedia } from './overview.store.ts';
import { tableOf } from './table.ts';

/** Sees everything that was submitted: members alone may ask for an archive. */
const everything: Viewer = { id: '', role: 'member' };

/** Packs all responses to a form with their media into one ZIP file. Safe to run twice. */
export const makeArchive = defineJob<{ formId: string }>(
  'responses.archive',
  async ({ formId }, context) => {
    const form = await findForm(context.db, formId);
    if (!form) return;
    const { bytes } = await sumMedia(context.db, formId);
    await needRoom(context, bytes);
    const made = context.storage.temporary('.zip');
    try {
      const packed = await pack(context, form, made, bytes);
      await fsPromises.rename(made, archivePath(context, formId));
      await checkAllThere(context, formId, packed);
    } finally {
      await fsPromises.rm(made, { force: true });
    }
  },
  { title: 'Packing the responses to a form', long: true },
);

/** Returns what was packed. */
async function pack(context: JobContext, form: Form, file: string, mediaBytes: number): Promise<Set<string>> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream as Readable, meter(context, mediaBytes), fs.createWriteStream(file), {
    signal: context.signal,
  });
  // Waited for below; what goes wrong while entries are still being added is told then.
  written.catch(() => undefined);
  zip.once('error', (error: Error) => (zip.outputStream as Readable).destroy(error));
  zip.addReadStreamLazy('responses.csv', (done) => {
    done(null, Readable.from(tableOf(context.db, everything, form, {})));
  });
  const packed = new Set<string>();
  for await (const submission of allSubmissions(context.db, form.id)) {
    context.signal.throwIfAborted();
    await addResponse(context, zip, submission, `respondent-${submission.number}/`);
    packed.add(submission.id);
  }
  zip.end();
  await written;
  return packed;
}

async function* allSubmissions(db: Db, formId: string): AsyncGenerator<ListedSubmission> {
  let last: ListedSubmission | undefined;
  do {
    const page: ListedSubmission[] = await listSubmissions(db, everything, formId, {}, last, 100);
    yield* page;
    last = page.at(-1);
  } while (last);
}

/** Tells how much of what media take has been written, at most once a second. */
function meter({ progress }: JobContext, mediaBytes: number): Transform {
  let [bytes, told] = [0, Date.now()];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (Date.now() - told > 1000) {
        told = Date.now();
        void progress(Math.min(99, Math.round((100 * bytes) / Math.max(1, mediaBytes))));
      }
      done(null, chunk);
    },
  });
}

/** What was erased while it was being packed must not be in it. */
async function checkAllThere(context: JobContext, formId: string, packed: Set<string>): Promise<void> {
  for await (const { id } of allSubmissions(context.db, formId)) packed.delete(id);
  if (packed.size === 0) return;
  await forgetArchive(context, formId);
  throw new Error('A response was erased meanwhile.');
}

/** How far an archive is. */
export interface Archive {
  state: 'none' | 'making' | 'ready' | 'failed';
  /** 0 to 100. */
  percent: number;
  /** Why it failed, in words for people. */
  error: string | null;
  bytes: number;
  /** When it was finished; null while it is not. */
  madeAt: string | null;
}

/** The archive of a form, as its page shows it. */
export async function archiveOf(deps: Deps, formId: string): Promise<Archive> {
  const job = await findJob(deps.db, makeArchive.name, formId);
  const file = await fsPromises.stat(archivePath(deps, formId)).catch(() => undefined);
  const common = { percent: job?.progress ?? 0, error: job?.error ?? null, bytes: file?.size ?? 0, madeAt: null };
  if (job?.state === 'queued' || job?.state === 'running') return { ...common, state: 'making' };
  if (file) return { ...common, state: 'ready', madeAt: file.mtime.toISOString() };
  return { ...common, state: job?.state === 'failed' ? 'failed' : 'none' };
}

/** Has it made anew, unless it is being made. */
export async function askForArchive(deps: Deps, formId: string): Promise<void> {
  if ((await archiveOf(deps, formId)).state === 'making') return;
  await makeArchive.later(deps.db, { formId }, { subject: formId });
}

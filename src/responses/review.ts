import type { Member } from '../accounts/member.ts';
import type { Viewer } from '../accounts/reviewer.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Hiding } from '../forms/reviewers.ts';
import type { Clip } from '../media/clip.ts';
import * as store from './review.store.ts';
import { findSubmission } from './submission.store.ts';

/** Where a response stands with the team. */
export const statuses = ['new', 'reviewed', 'shortlisted', 'declined'] as const;
export type Status = (typeof statuses)[number];

/** A response that was submitted, as the team sees it. What is not submitted is invisible to them. */
export interface Submission {
  id: string;
  formId: string;
  /** Of this response among those to its form; stays. */
  number: number;
  publicationId: string;
  name: string | null;
  email: string | null;
  consent: string | null;
  /** What of the respondent the viewer is not told; it is null then. */
  hides: Hiding;
  status: Status;
  /** `imported`: gathered elsewhere. */
  origin: 'link' | 'imported';
  /** Where the form's link was found, as the link says: `?source=newsletter`. */
  source: string | null;
  submittedAt: string;
  meanRating: number | null;
  ratingCount: number;
}

export interface Note {
  id: string;
  memberId: string;
  author: string;
  text: string;
  createdAt: string;
  /** The answer, and the moment in it, that the note is about. */
  answerId: string | null;
  atSeconds: number | null;
}

/** @throws NotFound for an unknown response, one that is not submitted, and one that the viewer may not see */
export async function getSubmission(db: Db, viewer: Viewer, id: string): Promise<Submission> {
  const submission = await findSubmission(db, viewer, id);
  if (!submission) throw new NotFound('This response does not exist. It may have been deleted.');
  return submission;
}

/** "Amara Osei"; "Respondent 7" for somebody who left no name, and where the viewer is not told. */
export function respondentName({ name, email, number }: Pick<Submission, 'name' | 'email' | 'number'>): string {
  return name || email || `Respondent ${number}`;
}

/** People name files after themselves. */
export function asShown({ hides, number }: Submission, clip: Clip): Clip {
  if (hides === 'nothing' || clip.originalName === null) return clip;
  return { ...clip, originalName: `Respondent ${number}${/\.\w{1,8}$/.exec(clip.originalName)?.[0] ?? ''}` };
}

/** One rating per member; the mean of all is kept with the response, for the list. `null` takes it back. */
export function rateResponse({ db, clock }: Deps, member: Member, responseId: string, value: number | null) {
  return inTransaction(db, async (trx) => {
    await getSubmission(trx, member, responseId);
    if (value === null) await store.deleteRating(trx, responseId, member.id);
    else await store.upsertRating(trx, responseId, member.id, value, timestamp(clock));
    await store.updateMeanRating(trx, responseId);
  });
}

export async function setStatus({ db }: Deps, member: Viewer, responseId: string, status: Status): Promise<void> {
  await getSubmission(db, member, responseId);
  await store.updateStatus(db, responseId, status);
}

export async function addNote(
  { db, clock }: Deps,
  member: Member,
  responseId: string,
  note: { text: string; answerId: string | null; atSeconds: number | null },
): Promise<void> {
  await getSubmission(db, member, responseId);
  const belongs = note.answerId !== null && (await store.isAnswerOf(db, note.answerId, responseId));
  const about = belongs ? { answerId: note.answerId, atSeconds: note.atSeconds } : { answerId: null, atSeconds: null };
  await store.insertNote(db, responseId, member.id, { id: newId(), text: note.text, ...about }, timestamp(clock));
}

/** Only who wrote a note takes it away. @throws Forbidden */
export async function removeNote({ db }: Deps, member: Member, responseId: string, noteId: string): Promise<void> {
  await getSubmission(db, member, responseId);
  if (!(await store.deleteNote(db, responseId, noteId, member.id))) {
    throw new Forbidden('Only the person who wrote a note can remove it.');
  }
}

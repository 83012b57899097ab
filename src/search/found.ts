import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import { getPublication, type Publication } from '../forms/publication.ts';
import type { Question } from '../forms/question.ts';
import type { Db } from '../platform/database.ts';
import { respondentName } from '../responses/review.ts';
import { findShownSegments } from '../transcripts/edited.ts';
import { excerptOf, foundStart, placesIn, wholeOf, type Excerpt, type Place } from './excerpt.ts';
import type { FoundRow } from './store.ts';
import type { Kind } from './wanted.ts';

/** A line of what was found. */
export interface Found {
  kind: Kind;
  /** Where it is; where it was said, that moment. */
  href: string;
  title: Excerpt;
  /** Of the form, message or question that it belongs to. */
  about: string | null;
  /** Who wrote or recorded it; null where the title says so. */
  author: string | null;
  /** UTC. */
  at: string;
  /** What a message was recorded as. */
  recorded: string | null;
  excerpt: Excerpt | undefined;
  /** The second at which it is said; undefined for what was written. */
  said: number | undefined;
  /** Where it is said in the recording, in turn, if that is in several places: the first few. */
  moments: Moment[];
  /** In how many places it is said beyond those. */
  more: number;
}

/** A place in a recording, and the words that are said there. */
export interface Moment {
  href: string;
  said: number;
  excerpt: Excerpt;
}

const mostMoments = 3;

/** Rows as lines, in their order. */
export async function describeFound(db: Db, viewer: Viewer, rows: FoundRow[]): Promise<Found[]> {
  const publications = await publicationsOf(db, rows);
  const lines: Found[] = [];
  for (const row of rows) lines.push(await describe(db, viewer, row, publications));
  return lines;
}

async function publicationsOf(db: Db, rows: FoundRow[]): Promise<Map<string, Publication>> {
  const ids = new Set(rows.flatMap(({ publicationId }) => publicationId ?? []));
  const publications = new Map<string, Publication>();
  for (const id of ids) publications.set(id, await getPublication(db, id));
  return publications;
}

async function describe(db: Db, viewer: Viewer, row: FoundRow, publications: Map<string, Publication>): Promise<Found> {
  const inSpeech = row.said.includes(foundStart) ? placesIn(row.said) : [];
  const spoken = row.clipId ? await timesOf(db, row.clipId, inSpeech) : [];
  const questions = publications.get(row.publicationId ?? '')?.content.questions ?? [];
  const question = questions.find(({ id }) => id === row.questionId);
  const href = (said?: number) => addressOf(row, viewer, said, question && questions.indexOf(question) + 1);
  const moments = spoken.map(({ said, parts }) => ({ href: href(said), said, excerpt: parts }));
  return {
    kind: row.kind,
    href: href(spoken[0]?.said),
    title: titleOf(row),
    about: aboutOf(row, question),
    author: row.author ?? null,
    at: row.at,
    recorded: row.kind === 'message' ? (row.recordedAs ?? null) : null,
    excerpt: inSpeech[0]?.parts ?? excerptOf(row.body)?.parts,
    said: spoken[0]?.said,
    moments: moments.length > 1 ? moments.slice(0, mostMoments) : [],
    more: Math.max(0, moments.length - mostMoments),
  };
}

/** With the second at which the phrase begins that holds each; a phrase counts once. */
async function timesOf(db: Db, clipId: string, places: Place[]): Promise<(Place & { said: number })[]> {
  if (places.length === 0) return [];
  const segments = (await findShownSegments(db, clipId)) ?? [];
  const ends: number[] = [];
  for (const { text } of segments) ends.push((ends.at(-1) ?? 0) + text.length + 1);
  const timed = places.map((place) => ({
    ...place,
    said: segments[ends.findIndex((end) => place.at < end)]?.start ?? 0,
  }));
  return timed.filter(({ said }, i) => said !== timed[i - 1]?.said);
}

function titleOf(row: FoundRow): Excerpt {
  if (row.kind === 'comment') return [{ text: row.about ?? '', found: false }];
  if (row.kind === 'message' || row.kind === 'form' || (row.kind === 'response' && row.name)) return wholeOf(row.title);
  return [{ text: respondentName({ name: row.name, email: row.email, number: row.number ?? 0 }), found: false }];
}

function aboutOf({ kind, about }: FoundRow, question: Question | undefined): string | null {
  if (kind === 'comment') return null;
  return question?.text ? `${question.text} · ${about}` : (about ?? null);
}

type Address = (row: FoundRow, viewer: Viewer, said: number | undefined, number: number | undefined) => string;

const addresses: Record<Kind, Address> = {
  form: ({ formId }, viewer) => (isReviewer(viewer) ? `/forms/${formId}/responses` : `/forms/${formId}`),
  response: ({ responseId }) => `/responses/${responseId}`,
  answer: ({ responseId, id }, _, said, number) =>
    `/responses/${responseId}${said === undefined ? '' : `?answer=${id}&t=${Math.floor(said)}&play=1`}#answer-${number}`,
  note: ({ responseId, answerId, atSeconds }) =>
    `/responses/${responseId}${answerId && atSeconds !== null ? `?answer=${answerId}&t=${Math.floor(atSeconds)}` : ''}#notes`,
  message: ({ messageId }, _, said) =>
    `/messages/${messageId}${said === undefined ? '' : `?t=${Math.floor(said)}&play=1`}`,
  comment: ({ messageId, id }, _, said) =>
    `/messages/${messageId}${said === undefined ? '' : `?reply=${id}&t=${Math.floor(said)}&play=1`}#comment-${id}`,
};

const addressOf: Address = (row, ...rest) => addresses[row.kind](row, ...rest);

import { createHash } from 'node:crypto';
import { getPublication } from '../../forms/publication.ts';
import type { Db } from '../../platform/database.ts';
import { findShownSegments } from '../../transcripts/edited.ts';
import type { Segment } from '../../transcripts/segment.ts';
import { listParts, type Part, type Quote } from './item.store.ts';
import type { Naming, Reel } from './reel.ts';
import { saidWithin } from './words.ts';

/** A part of a reel with what is said in it. */
export type WordedPart = Part & {
  /** Of a quote: what was said, phrase by phrase, at its moments in the recording; one without moments for what was typed. */
  said: Segment[];
  /** All that is said or to be read. */
  words: string;
  /** What the quote answers, as that person was asked; empty for cards. */
  question: string;
};

/** In the order of the reel, with the words that transcripts have now. */
export async function wordedParts(db: Db, { id }: Pick<Reel, 'id'>): Promise<WordedPart[]> {
  const parts = await listParts(db, id);
  const questions = await questionsOf(db, parts);
  const transcripts = await transcriptsOf(db, parts);
  return parts.map((part) => {
    if (part.kind === 'card') return { ...part, said: [], words: part.text ?? '', question: '' };
    const said = part.clipId === null ? [] : saidWithin(transcripts.get(part.clipId) ?? [], spanOf(part));
    const words = part.clipId === null ? (part.text ?? '') : said.map(({ text }) => text).join(' ');
    return { ...part, said, words, question: questions.get(`${part.publicationId} ${part.questionId}`) ?? '' };
  });
}

export function spanOf({ start, end }: Pick<Quote, 'start' | 'end'>): { start: number; end: number } {
  return { start: start ?? 0, end: end ?? 0 };
}

async function questionsOf(db: Db, parts: Part[]): Promise<Map<string, string>> {
  const ids = new Set(parts.flatMap((part) => (part.kind === 'quote' ? [part.publicationId] : [])));
  const asked = await Promise.all([...ids].map((id) => getPublication(db, id)));
  return new Map(
    asked.flatMap(({ id, content }) => content.questions.map((question) => [`${id} ${question.id}`, question.text])),
  );
}

async function transcriptsOf(db: Db, parts: Part[]): Promise<Map<string, Segment[]>> {
  const ids = new Set(parts.flatMap((part) => (part.kind === 'quote' && part.clipId !== null ? [part.clipId] : [])));
  const found = await Promise.all([...ids].map(async (id) => [id, (await findShownSegments(db, id)) ?? []] as const));
  return new Map(found);
}

/** What is to be seen in the film, one after the other. */
export type Planned = PlannedCard | PlannedCut;

export interface PlannedCard {
  kind: 'card';
  title: string;
  subtitle: string | null;
  body: string | null;
  seconds: number;
  /** The part of the reel that it shows: a card of one's own or what was typed. Undefined for a question. */
  part: WordedPart | undefined;
}

export interface PlannedCut {
  kind: 'cut';
  start: number;
  end: number;
  /** Who says it, where they are named: on the card before it, and in the picture where there is only sound. */
  name: string | null;
  seconds: number;
  part: WordedPart & Quote & { clipId: string };
}

/** The film as it would be made now. */
export function planFilm(reel: Pick<Reel, 'showsQuestions' | 'names'>, parts: WordedPart[]): Planned[] {
  let [question, name] = ['', null as string | null];
  return parts.flatMap((part): Planned[] => {
    if (part.kind === 'card') return [ownCard(part)];
    const before = { question, name };
    [question, name] = [part.question, shownName(part, reel.names)];
    if (part.clipId === null) return [typedCard(reel, part, name)];
    // Asked once, though many answer it; who comes next is named alone.
    const asked = reel.showsQuestions && question !== before.question ? question : '';
    const cut = cutOf({ ...part, clipId: part.clipId }, name);
    return asked || (name && name !== before.name) ? [questionCard(asked, name), cut] : [cut];
  });
}

/** "Amara", "Amara Osei" or nothing; also nothing for who left no name. */
export function shownName({ name }: Pick<Quote, 'name'>, names: Naming): string | null {
  if (names === 'none' || !name) return null;
  return names === 'full' ? name : (name.trim().split(/\s+/)[0] ?? null);
}

function ownCard(part: WordedPart): PlannedCard {
  const title = part.title ?? '';
  return {
    kind: 'card',
    title,
    subtitle: part.text,
    body: null,
    seconds: readingSeconds(`${title} ${part.words}`),
    part,
  };
}

function typedCard({ showsQuestions }: Pick<Reel, 'showsQuestions'>, part: WordedPart, name: string | null) {
  const title = showsQuestions ? part.question : '';
  const body = `“${part.words}”`;
  return { kind: 'card', title, subtitle: name, body, seconds: readingSeconds(`${title} ${body}`), part } as const;
}

function questionCard(question: string, name: string | null): PlannedCard {
  const [title, subtitle] = question ? [question, name] : [name ?? '', null];
  return {
    kind: 'card',
    title,
    subtitle,
    body: null,
    seconds: question ? readingSeconds(question) : nameSeconds,
    part: undefined,
  };
}

function cutOf(part: PlannedCut['part'], name: string | null): PlannedCut {
  const { start, end } = spanOf(part);
  return { kind: 'cut', start, end, seconds: end - start, name, part };
}

/** A name is read at a glance, and a reel of many people has many. */
const nameSeconds = 1.5;

/** Slow readers take half a second for a word; nobody sees what is there for less than two and a half. */
function readingSeconds(text: string): number {
  const words = text.split(/\s+/).filter(Boolean).length;
  return Math.min(30, Math.max(2.5, Math.round((1 + words * 0.4) * 2) / 2));
}

export function lengthOf(planned: Planned[]): number {
  return planned.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** What tells whether a film is still that of its reel. */
export interface Fingerprints {
  /** Of everything but what was said. */
  plan: string;
  /** Of what was said, where that is part of the picture; empty where it is not. */
  words: string;
}

export function fingerprintsOf({ burnsCaptions }: Pick<Reel, 'burnsCaptions'>, planned: Planned[]): Fingerprints {
  const shapes = planned.map((each) => {
    if (each.kind === 'card') return [each.title, each.subtitle, each.body, each.seconds];
    return [each.part.clipId, each.start, each.end, each.name, burnsCaptions];
  });
  const words = planned.map((each) => (each.kind === 'cut' ? each.part.said : []));
  return { plan: hashOf(shapes), words: burnsCaptions ? hashOf(words) : '' };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

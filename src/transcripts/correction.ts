import type { Member } from '../accounts/member.ts';
import { findProfile } from '../accounts/profile.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { findSegment, insertVersion, listVersions, updateSegment, type Version } from './correction.store.ts';
import { followEdit, wordsOf } from './edited.ts';
import type { Segment } from './segment.ts';
import { findSegments } from './store.ts';

/** A phrase as whoever may change it sees it, with nothing taken out. */
export interface Sentence extends Segment {
  /** Counted from 0. */
  position: number;
  words: Segment[];
}

/** Undefined where there is no transcript. */
export async function listSentences(db: Db, clipId: string): Promise<Sentence[] | undefined> {
  return (await findSegments(db, clipId))?.map(asSentence);
}

function asSentence(segment: Segment, position: number): Sentence {
  return { ...segment, position, words: wordsOf(segment) };
}

/** With what it said before, the newest first. @throws NotFound */
export async function getSentence(
  db: Db,
  clipId: string,
  position: number,
): Promise<Sentence & { versions: Version[] }> {
  const segment = await findSegment(db, clipId, position);
  if (!segment) throw new NotFound();
  return { ...asSentence(segment, position), versions: await listVersions(db, clipId, segment.start) };
}

/** The same with the names of those who changed it; without one where that member is gone. @throws NotFound */
export async function getHistory(db: Db, clipId: string, position: number) {
  const { versions, ...sentence } = await getSentence(db, clipId, position);
  const named = versions.map(async ({ correctedBy, ...version }) => {
    const member = correctedBy === null ? undefined : await findProfile(db, correctedBy);
    return { ...version, by: member?.name };
  });
  return { ...sentence, versions: await Promise.all(named) };
}

/** Captions and search follow at once; what it said before is kept. @throws NotFound */
export async function correctSegment(
  deps: Deps,
  member: Pick<Member, 'id'>,
  clipId: string,
  position: number,
  text: string,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const before = await getSentence(trx, clipId, position);
    if (before.text === text) return;
    const by = { correctedBy: member.id, correctedAt: timestamp(deps.clock) };
    await insertVersion(trx, clipId, before, by);
    await updateSegment(trx, clipId, position, text);
    await followEdit(trx, { id: clipId });
  });
}

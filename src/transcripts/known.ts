import type { Db } from '../platform/database.ts';
import type { Segment } from './segment.ts';
import { findSegments, replaceTranscript } from './store.ts';

/** Keeps words that are known without listening, such as those of a film that was made of recordings with transcripts. */
export async function keepKnownWords(
  db: Db,
  words: { clipId: string; engine: string; segments: Segment[]; createdAt: string },
): Promise<void> {
  const before = await findSegments(db, words.clipId);
  if (JSON.stringify(before) !== JSON.stringify(words.segments)) await replaceTranscript(db, words);
}

import type { Form } from '../../src/forms/form.ts';
import { createClip } from '../../src/media/clip.ts';
import { updateClip } from '../../src/media/store.ts';
import { timestamp } from '../../src/platform/clock.ts';
import type { Segment } from '../../src/transcripts/segment.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import { submission } from './submission.ts';
import type { World } from './world.ts';

type Published = Form & { publicationId: string };

/** A submitted response whose one answer is a recording of which nothing but the words is there. */
export async function spokenAnswer(world: World, form: Published, segments: Segment[], name = 'Amara Osei') {
  const { db, clock } = world;
  const id = await submission(world, form, name, { kind: 'text', text: '' });
  const answer = (await db('answers').where({ response_id: id }).first('id')) as { id: string };
  const clip = await createClip(db, clock, { ownerKind: 'take', ownerId: answer.id, kind: 'audio', maxBytes: 1e6 });
  await updateClip(db, clip.id, { state: 'ready', seconds: 20 });
  await db('answers').where({ id: answer.id }).update({ kind: 'voice', text: null, clip_id: clip.id });
  const createdAt = timestamp(clock);
  await replaceTranscript(db, { clipId: clip.id, engine: 'a person', segments, createdAt });
  return { id, answerId: answer.id, clipId: clip.id };
}

import fs from 'node:fs';
import path from 'node:path';
import type { Member } from '../../src/accounts/member.ts';
import { findProfile } from '../../src/accounts/profile.ts';
import { updateClip } from '../../src/media/store.ts';
import { transcode } from '../../src/media/transcode.ts';
import { getMessage, messageOwner, type Message } from '../../src/messages/message.ts';
import { finishMessage, startMessage } from '../../src/messages/recording.ts';
import { updateMessage } from '../../src/messages/store.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { listLinks, pathOf, type ShareLink } from '../../src/sharing/link.ts';
import type { Segment } from '../../src/transcripts/segment.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import type { World } from './world.ts';

interface Recorded extends Partial<Message> {
  /** A real recording, which is then transcoded; without one there is a file that only looks like it. */
  film?: string;
  segments?: Segment[];
}

/** A finished message with a playable recording, a transcript, and its first link. */
export async function makeMessage(world: World, author: Member, given: Recorded = {}) {
  const { film, segments = [{ start: 0, end: 1, text: 'Hello.' }], ...changes } = given;
  const profile = (await findProfile(world.db, author.id))!;
  const recording = { kind: 'camera', mime: 'video/webm;codecs=h264,opus' } as const;
  const { messageId: id, clipId } = await startMessage(world, profile, recording, '');
  fs.mkdirSync(world.storage.clip(clipId), { recursive: true });
  const at = timestamp(world.clock);
  const arrived = { uploadedAt: at, confirmedAt: at };
  if (film) {
    fs.copyFileSync(film, path.join(world.storage.clip(clipId), 'original'));
    await updateClip(world.db, clipId, { ...arrived, state: 'uploaded' });
    await transcode.now(world, { clipId });
  } else {
    fs.writeFileSync(path.join(world.storage.clip(clipId), 'play.mp4'), 'a film');
    await updateClip(world.db, clipId, { ...arrived, state: 'ready', seconds: 10 });
  }
  await replaceTranscript(world.db, { clipId, engine: 'a person', segments, createdAt: at });
  await finishMessage(world, await getMessage(world.db, author, id), 1);
  await updateMessage(world.db, id, { title: 'The new switchboard', ...changes });
  await world.db('jobs').where({ subject: clipId }).delete();
  const link = (await firstLink(world, id))!;
  return { message: await getMessage(world.db, author, id), link, path: pathOf(world, link) };
}

export async function firstLink(world: World, messageId: string): Promise<ShareLink | undefined> {
  return (await listLinks(world.db, { kind: messageOwner, id: messageId }))[0];
}

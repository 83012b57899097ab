import type { MessageStarted, TakeFinished, TakeStarted } from '../browser/wire.ts';
import type { Profile } from '../accounts/profile.ts';
import { createClip, getClip, type ClipKind } from '../media/clip.ts';
import { eraseClipsNow } from '../media/erase.ts';
import { cleanFileName } from '../media/file-name.ts';
import { settleParts } from '../media/parts.ts';
import { confirmPartOf, recordingStarted, ticketForPart } from '../media/recording.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { moment } from '../platform/http/words.ts';
import { newId } from '../platform/ids.ts';
import { makeFirstLink, pathOf } from '../sharing/link.ts';
import { forgetMessage } from './erasure.ts';
import { messageOwner, type Message, type MessageKind } from './message.ts';
import { deliverReply } from './reply.ts';
import * as store from './store.ts';

export interface NewRecording {
  kind: MessageKind;
  mime: string;
  /** Of a file that was chosen. */
  name?: string | undefined;
  /** The message that it answers. */
  inReplyTo?: Pick<Message, 'id' | 'isPrivate'> | undefined;
}

/**
 * "Start recording": the message, the clip that its bytes go into, and the link that will open it.
 * @param base what the link begins with
 */
export function startMessage(deps: Deps, author: Profile, given: NewRecording, base: string): Promise<MessageStarted> {
  const id = newId();
  return inTransaction(deps.db, async (trx) => {
    const within = { ...deps, db: trx };
    const clip = await createClip(trx, deps.clock, {
      ownerKind: messageOwner,
      ownerId: id,
      kind: clipKind(given),
      mime: given.mime,
      ...(given.name !== undefined && { originalName: cleanFileName(given.name) }),
      maxBytes: deps.config.maxUploadBytes,
    });
    await store.insertMessage(trx, newMessage(deps, author, id, clip.id, given));
    const link = await makeFirstLink(within, author, { kind: messageOwner, id });
    return { ...recordingStarted(deps, id, clip), messageId: id, link: base + pathOf(deps, link) };
  });
}

function clipKind({ kind, mime }: NewRecording): ClipKind {
  return kind === 'voice' || (kind === 'file' && mime.startsWith('audio/')) ? 'audio' : 'video';
}

const firstTitles = { screen: 'Screen recording', camera: 'Video message', voice: 'Voice message', file: 'Recording' };

/** True for a title that nobody wrote. */
export function hasFirstTitle(title: string): boolean {
  return Object.values(firstTitles).some((words) => title.startsWith(`${words}, `));
}

export function newMessage(
  { clock }: Pick<Deps, 'clock'>,
  author: Profile,
  id: string,
  clipId: string,
  { kind, name, inReplyTo }: Omit<NewRecording, 'mime'>,
): Message {
  const createdAt = timestamp(clock);
  const title = name ? cleanFileName(name).replace(/\.\w{1,5}$/, '') : firstTitles[kind];
  return {
    id,
    memberId: author.id,
    clipId,
    kind,
    title: name ? title : `${title}, ${moment(createdAt, author.timeZone, author.language)}`,
    description: '',
    isPrivate: inReplyTo?.isPrivate ?? false,
    expectation: 'none',
    expectedAt: null,
    actionLabel: null,
    actionUrl: null,
    chapters: [],
    folder: '',
    createdAt,
    finishedAt: null,
    deletedAt: null,
    inReplyTo: inReplyTo?.id ?? null,
  };
}

/** A fresh ticket for a part of the recording. */
export function ticketFor(deps: Deps, message: Message, part: number): Promise<TakeStarted> {
  return ticketForPart(deps, message.id, message.clipId, part);
}

export function confirmPart(deps: Deps, message: Message, finished: TakeFinished): Promise<void> {
  return confirmPartOf(deps, message.clipId, finished);
}

/** "Stop recording": from now on others see it, whether or not its last byte has arrived. */
export async function finishMessage(deps: Deps, message: Message, parts: number): Promise<void> {
  await settleParts(deps, await getClip(deps.db, message.clipId), parts);
  if (message.finishedAt) return;
  const finished = { ...message, finishedAt: timestamp(deps.clock) };
  await inTransaction(deps.db, async (trx) => {
    await store.updateMessage(trx, message.id, { finishedAt: finished.finishedAt });
    await deliverReply({ ...deps, db: trx }, finished);
  });
}

/** What is discarded while it is recorded is gone at once, with what was said about it: its link was open already. */
export async function discardMessage(deps: Deps, { id }: Message): Promise<void> {
  await eraseClipsNow(deps, await inTransaction(deps.db, (trx) => forgetMessage(trx, id)));
}

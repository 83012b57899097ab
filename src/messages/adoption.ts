import type { Profile } from '../accounts/profile.ts';
import { adoptFile } from '../media/file.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import { makeFirstLink } from '../sharing/link.ts';
import { messageOwner, type Message } from './message.ts';
import { newMessage } from './recording.ts';
import { deliverReply } from './reply.ts';
import { insertMessage } from './store.ts';

/** A recording that is here as a whole; see `receiveFile`. */
interface RecordedFile {
  path: string;
  originalname: string;
  mimetype: string;
}

/** Makes a finished message of a file, called as the file is. @throws Invalid when it is no recording */
export async function adoptMessage(
  deps: Deps,
  author: Profile,
  { path, originalname, mimetype }: RecordedFile,
  inReplyTo?: Message,
): Promise<Message> {
  const id = newId();
  const kind = mimetype.startsWith('audio/') ? 'audio' : 'video';
  const owner = { ownerKind: messageOwner, ownerId: id };
  const clip = await adoptFile(deps, { path, originalName: originalname, mime: mimetype, ...owner, kind });
  const message = newMessage(deps, author, id, clip.id, { kind: 'file', name: originalname, inReplyTo });
  const finished = { ...message, finishedAt: timestamp(deps.clock) };
  await inTransaction(deps.db, async (trx) => {
    await insertMessage(trx, finished);
    await makeFirstLink({ ...deps, db: trx }, author, { kind: messageOwner, id });
    await deliverReply({ ...deps, db: trx }, finished);
  });
  return finished;
}

import type { Viewer } from '../accounts/reviewer.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { forgetNotices } from '../notifications/notice.ts';
import * as library from './library.store.ts';
import { getOwnMessage, type Message } from './message.ts';
import { updateMessage } from './store.ts';

export { shelves, type Shelf } from './library.store.ts';
/** For whoever looks for messages among other things. */
export { visibleTo } from './visible.store.ts';

export type LibraryLine = library.LibraryRow;

/** Newest first, from before the message `before`. */
export const listShelf = library.listShelf;
/** A member's own, with how many messages lie in each. */
export const listFolders = library.listFolders;
/** 100 at most. */
export const countBinned = library.countBinned;
/** All of one's messages in a folder get into another; into none where it is empty. */
export const renameFolder = library.renameFolder;

/** Only all of them or none. @throws NotFound when one is not theirs to change, Invalid when there are none */
export async function getOwnMessages(db: Db, viewer: Viewer, ids: string[]): Promise<Message[]> {
  if (ids.length === 0) throw new Invalid({ id: 'Choose at least one message first.' });
  const messages: Message[] = [];
  for (const id of ids) messages.push(await getOwnMessage(db, viewer, id));
  return messages;
}

/** They come back from there, or are erased after 30 days. */
export async function moveToBin(deps: Deps, viewer: Viewer, ids: string[]): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const messages = await getOwnMessages(trx, viewer, ids);
    for (const { id, deletedAt } of messages) {
      if (!deletedAt) await updateMessage(trx, id, { deletedAt: timestamp(deps.clock) });
      await forgetNotices(trx, id);
    }
  });
}

export async function restoreMessages(deps: Deps, viewer: Viewer, ids: string[]): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    for (const { id } of await getOwnMessages(trx, viewer, ids)) await updateMessage(trx, id, { deletedAt: null });
  });
}

export async function moveToFolder(deps: Deps, viewer: Viewer, ids: string[], folder: string): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    for (const { id } of await getOwnMessages(trx, viewer, ids)) await updateMessage(trx, id, { folder });
  });
}

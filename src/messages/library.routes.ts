import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { eraseMessage } from './erasure.ts';
import { ErasureInput, FolderInput, LibraryInput, RenameInput, TickedInput } from './library.input.ts';
import * as library from './library.ts';

const pageSize = 25;

/** Messages as somebody keeps them: lists, folders and the bin. */
export function libraryRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/messages', async (req, res) => {
    const { show, folder, before, q, binned } = parseInput(LibraryInput, req.query);
    const { id } = viewer(req);
    if (q) return res.redirect(`/search?${new URLSearchParams({ kind: 'message', q }).toString()}`);
    const found = await library.listShelf(db, id, { shelf: show, folder }, before, pageSize + 1);
    const messages = found.slice(0, pageSize);
    res.page('messages/list', {
      title: 'Messages',
      styles: ['messages'],
      messages,
      show,
      folder,
      before,
      binned,
      folders: show === 'mine' ? await library.listFolders(db, id) : [],
      binnedNow: await library.countBinned(db, id),
      next: found.length > messages.length ? messages.at(-1)?.id : undefined,
    });
  });

  router.put('/messages/folder', async (req, res) => {
    const { id, folder } = parseInput(FolderInput, req.body);
    await library.moveToFolder(deps, viewer(req), id, folder);
    back(res, folder ? { folder } : {});
  });

  router.put('/messages/folders', async (req, res) => {
    const { from, to } = parseInput(RenameInput, req.body);
    await library.renameFolder(db, viewer(req).id, from, to);
    back(res, to ? { folder: to } : {});
  });

  router.put('/messages/bin', async (req, res) => {
    const { id } = parseInput(TickedInput, req.body);
    await library.moveToBin(deps, viewer(req), id);
    back(res, { binned: id.join(' ') });
  });

  router.delete('/messages/bin', async (req, res) => {
    const { id } = parseInput(TickedInput, req.body);
    await library.restoreMessages(deps, viewer(req), id);
    back(res, {});
  });

  /** Asks first, with the titles. */
  router.post('/messages/erasures', async (req, res) => {
    const { id, sure } = parseInput(ErasureInput, req.body);
    const messages = await library.getOwnMessages(db, viewer(req), id);
    if (messages.some(({ deletedAt }) => !deletedAt)) throw new Invalid({ id: 'Move it to the bin first.' });
    if (!sure) return res.page('messages/erasure', { title: 'Delete for good', messages });
    await eraseAll(deps, req, id);
    back(res, { show: 'bin' });
  });

  return router;
}

async function eraseAll(deps: Deps, req: Request, ids: string[]): Promise<void> {
  for (const id of ids) await eraseMessage(deps, id, { actorId: viewer(req).id, because: 'member' });
}

function back(res: Response, query: Record<string, string>): void {
  const asked = new URLSearchParams(query).toString();
  res.redirect(303, asked ? `/messages?${asked}` : '/messages');
}

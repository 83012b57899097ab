import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, type FieldErrors } from '../platform/http/errors.ts';
import { parseInput, postedFields } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { addComment, deleteComment, editComment, getComment, type Comment } from './comment.ts';
import { threadOf, threadsOf } from './discussion.ts';
import { CommentInput, EditInput } from './input.ts';
import { keyOf } from './person.ts';
import { checkOwn, type Enter, type Place } from './place.ts';

type WithId = Request<{ commentId: string }>;

/** Comments below `prefix`, the path of what they are about; `enter` says which place that is. */
export function commentRoutes(deps: Deps, prefix: string, enter: Enter): Router {
  const router = Router();
  const byPerson = throttle(deps.throttleDb, 'comments', 200, 3600);
  const byAddress = throttle(deps.throttleDb, 'comments-address', 1000, 3600);

  router.get(`${prefix}/comments`, async (req, res) => {
    const place = await enter(deps, req, 'look');
    const before = typeof req.query.before === 'string' ? req.query.before : undefined;
    res.render('comments/_threads', await threadsOf(deps, place, before));
  });

  router.get(`${prefix}/comments/:commentId`, async (req: WithId, res) => {
    const place = await enter(deps, req as Request, 'look');
    await showThread(res, place, await getComment(deps.db, place, req.params.commentId));
  });

  router.post(`${prefix}/comments`, async (req, res) => {
    const place = await enter(deps, req, 'change');
    await change(req, res, place, async () => {
      const given = parseInput(CommentInput, req.body);
      await byPerson.count(keyOf(place.who));
      await byAddress.count(networkOf(req));
      return addComment(deps, place, given);
    });
  });

  /** A page of its own; where there is a script, its form is shown in place. */
  router.get(`${prefix}/comments/:commentId/edit`, async (req: WithId, res) => {
    const place = await enter(deps, req as Request, 'look');
    const edited = await getComment(deps.db, place, req.params.commentId);
    checkOwn(place, edited);
    const ids = { parentId: '', editedId: edited.id, rootId: edited.parentId ?? edited.id };
    showAlone(res, { place, values: { text: edited.text }, errors: {}, ...ids });
  });

  router.patch(`${prefix}/comments/:commentId`, async (req: WithId, res) => {
    const place = await enter(deps, req as Request, 'change');
    const edited = await getComment(deps.db, place, req.params.commentId);
    checkOwn(place, edited);
    const work = () => editComment(deps, place, edited.id, parseInput(EditInput, req.body).text);
    await change(req as Request, res, place, work, edited);
  });

  router.delete(`${prefix}/comments/:commentId`, async (req: WithId, res) => {
    const place = await enter(deps, req as Request, 'change');
    await change(req as Request, res, place, () => deleteComment(deps, place, req.params.commentId));
  });

  /** Does it, and shows the thread as it is now, or the same form with what is wrong. */
  async function change(
    req: Request,
    res: Response,
    place: Place,
    work: () => Promise<Comment>,
    edited?: Comment,
  ): Promise<void> {
    try {
      const comment = await work();
      if (!req.get('HX-Request')) return res.redirect(303, `${place.base}#comment-${comment.parentId ?? comment.id}`);
      await showThread(res, place, comment);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      showAgain(req, res, place, error.fields, edited);
    }
  }

  async function showThread(res: Response, place: Place, comment: Comment): Promise<void> {
    const thread = await threadOf(deps, place, comment);
    if (thread) return res.render('comments/_thread', { place, thread });
    res.set('HX-Reswap', 'delete').send('');
  }

  return router;
}

/** What was typed comes back; in the page where there is a script, on a page of its own where there is none. */
function showAgain(req: Request, res: Response, place: Place, errors: FieldErrors, edited?: Comment): void {
  const values = postedFields(req.body);
  const parentId = typeof values.parentId === 'string' && /^\w{1,40}$/.test(values.parentId) ? values.parentId : '';
  const [editedId, rootId] = [edited?.id, edited?.parentId ?? edited?.id];
  const locals = { place, values, errors, parentId, editedId, rootId };
  res.status(422);
  if (req.get('HX-Request')) {
    res.set({ 'HX-Retarget': `#form-${editedId ?? (parentId || 'new')}`, 'HX-Reswap': 'outerHTML' });
    return res.render('comments/_form', locals);
  }
  showAlone(res, { ...locals, parentId: errors.parentId ? '' : parentId });
}

function showAlone(res: Response, locals: { place: Place; [name: string]: unknown }): void {
  const layout = locals.place.token ? 'public' : 'app';
  res.page('comments/again', { title: locals.place.subject.title, layout, ...locals });
}

import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput, postedFields } from '../platform/http/input.ts';
import { baseUrl } from '../platform/http/page.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { RequestInput } from './input.ts';
import { pathOf } from './link.ts';
import { findDoor } from './opening.ts';
import type { Door } from './visit.ts';
import {
  checkAsks,
  declineRequest,
  letInOnRequest,
  listOpenRequests,
  requestAccess,
  type AccessRequest,
} from './request.ts';

type WithToken = Request<{ token: string }>;

/** "Request access", for whoever stands before a gate. Nothing is told of what is behind it. */
export function requestingRoutes(deps: Deps): Router {
  const router = Router();
  const byAddress = throttle(deps.throttleDb, 'access-requests', 10, 3600);
  const byLink = throttle(deps.throttleDb, 'access-requests-link', 100, 86_400);

  router.get('/s/:token/requests', async (req: WithToken, res) => {
    show(res, await findClosed(req));
  });

  router.post('/s/:token/requests', async (req: WithToken, res) => {
    const door = await findClosed(req);
    try {
      const asked = parseInput(RequestInput, req.body);
      await byAddress.count(networkOf(req));
      await byLink.count(door.link.id);
      await requestAccess(deps, door, asked);
      show(res, door, { asked: true });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      show(res, door, { values: postedFields(req.body), errors: error.fields });
    }
  });

  /** @throws Forbidden where anyone may come in; see `findDoor` for more */
  async function findClosed({ params }: WithToken): Promise<Door> {
    const door = await findDoor(deps, params.token);
    checkAsks(door.link);
    return door;
  }

  function show(res: Response, { link }: Door, more: object = {}): void {
    const locals = { title: 'Request access', layout: 'public', base: pathOf(deps, link) } as const;
    res.page('sharing/request', { ...locals, asked: false, values: {}, errors: {}, ...more });
  }

  return router;
}

/** What its owner does about such a request: fragments of the page of what was shared. */
export function requestRoutes(deps: Deps): Router {
  const router = Router();

  const show = async (req: Request, res: Response, request: AccessRequest, granted?: object) => {
    const { subjectKind: kind, subjectId: id } = request;
    if (!req.get('HX-Request') && !granted) return res.redirect(303, `/${kind}s/${id}#requests`);
    const locals = { requests: await listOpenRequests(deps.db, { kind, id }), granted };
    if (req.get('HX-Request')) return res.render('sharing/_requests', locals);
    res.page('sharing/granted', { title: 'Let in', back: `/${kind}s/${id}`, ...locals });
  };

  router.post('/links/requests/:requestId/admission', async (req: Request<{ requestId: string }>, res) => {
    const base = baseUrl(deps.config, req as Request);
    const { request, path, mailed } = await letInOnRequest(deps, viewer(req as Request), req.params.requestId, base);
    await show(req as Request, res, request, { name: request.name, url: base + path, mailed });
  });

  router.delete('/links/requests/:requestId', async (req: Request<{ requestId: string }>, res) => {
    await show(req as Request, res, await declineRequest(deps, viewer(req as Request), req.params.requestId));
  });

  return router;
}

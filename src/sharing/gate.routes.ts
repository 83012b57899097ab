import { verify } from '@node-rs/argon2';
import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { NameInput, PasswordInput } from './input.ts';
import { pathOf } from './link.ts';
import { findDoor, tryToOpen, whoIsSignedIn, type Gate } from './opening.ts';
import { showShared } from './subject.ts';
import { letIn, type Door, type Shown } from './visit.ts';

type WithToken = Request<{ token: string }>;

/** What a share link opens, once whoever comes has passed its gate. Nothing of it is told before. */
export function gateRoutes(deps: Deps): Router {
  const router = Router();
  const byAddress = throttle(deps.throttleDb, 'share-password', 20, 600);
  const byLink = throttle(deps.throttleDb, 'share-password-link', 200, 3600);

  router.get('/s/:token', async (req: WithToken, res) => {
    const door = await findDoor(deps, req.params.token);
    const opened = await tryToOpen(deps, req, res, door);
    res.set('Cache-Control', 'private, no-store');
    if (typeof opened === 'object') return showShared.run(deps, req as Request, res, opened);
    if (opened === 'sign-in' && !req.member)
      return res.redirect(`/sign-in?next=${encodeURIComponent(pathOf(deps, door.link))}`);
    if (opened === 'sign-in') throw new Forbidden('This link is for members of this workspace.');
    showGate(res, door, opened);
  });

  /** The password, the name or the mere wish to come in. */
  router.post('/s/:token/visit', async (req: WithToken, res) => {
    const door = await findDoor(deps, req.params.token);
    const count = async () => {
      await byAddress.count(`${door.link.id} ${req.ip}`);
      await byLink.count(door.link.id);
    };
    try {
      const shown = await passed(req, door, count);
      await letIn(deps, req, res, door, { ...shown, ...whoIsSignedIn(req) });
      res.redirect(303, pathOf(deps, door.link));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      showGate(res, door, door.link.access === 'password' ? 'password' : 'name', error.fields);
    }
  });

  return router;
}

function showGate(res: Response, { link }: Door, gate: Gate, errors: Record<string, string> = {}): void {
  res.page('sharing/gate', { title: 'Shared with you', layout: 'public', link, gate, errors });
}

/** What they have shown. @throws Invalid, Forbidden, Throttled */
async function passed(req: Request, { link }: Door, count: () => Promise<void>): Promise<Shown> {
  if (link.access === 'workspace' || link.access === 'named') throw new Forbidden();
  if (link.access === 'password') {
    const { password } = parseInput(PasswordInput, req.body);
    await count();
    if (!link.passwordHash || !(await verify(link.passwordHash, password)))
      throw new Invalid({ password: 'That is not the password. Ask who sent you the link.' });
  }
  return link.asksName && !req.member ? parseInput(NameInput, req.body) : {};
}

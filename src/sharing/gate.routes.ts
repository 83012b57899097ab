import { verify } from '@node-rs/argon2';
import { Router, type Request, type Response } from 'express';
import { findMailSource } from '../notifications/mail-server.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, Invalid } from '../platform/http/errors.ts';
import { parseInput, postedFields } from '../platform/http/input.ts';
import { redeemCode } from './code.ts';
import { limitGuesses, type CountTry } from './guessing.ts';
import { CodeInput, NameInput, PasswordInput } from './input.ts';
import { pathOf } from './link.ts';
import { findDoor, tryToOpen, whoIsSignedIn, type Gate } from './opening.ts';
import { linkPreview } from './preview.ts';
import { showShared } from './subject.ts';
import { checkRoom, letIn, type Door, type Shown } from './visit.ts';

type WithToken = Request<{ token: string }>;

/** What a share link opens, once whoever comes has passed its gate. Nothing of it is told before. */
export function gateRoutes(deps: Deps): Router {
  const router = Router();
  const countTry = limitGuesses(deps);

  router.get('/s/:token', async (req: WithToken, res) => {
    const door = await findDoor(deps, req.params.token);
    const opened = await tryToOpen(deps, req, res, door);
    res.set('Cache-Control', 'private, no-store');
    if (typeof opened === 'object') {
      res.locals.preview = linkPreview(deps, req, door);
      return showShared.run(deps, req as Request, res, opened);
    }
    if (opened === 'sign-in' && !req.member)
      return res.redirect(`/sign-in?next=${encodeURIComponent(pathOf(deps, door.link))}`);
    if (opened === 'sign-in') throw new Forbidden('This link is for members of this workspace.');
    await checkRoom(deps.db, door, whoIsSignedIn(req));
    showGate(deps, res, door, opened, { mailIsOff: opened === 'named' && !(await findMailSource(deps)) });
  });

  /** The password, the code, the name or the mere wish to come in. */
  router.post('/s/:token/visit', async (req: WithToken, res) => {
    const door = await findDoor(deps, req.params.token);
    try {
      const shown = await passed(deps, req, door, () => countTry(req, door.link));
      await letIn(deps, req, res, door, { ...whoIsSignedIn(req), ...shown });
      res.redirect(303, pathOf(deps, door.link));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      const { access } = door.link;
      showGate(deps, res, door, access === 'password' ? access : access === 'named' ? 'code' : 'name', {
        errors: error.fields,
        values: postedFields(req.body),
      });
    }
  });

  return router;
}

export function showGate(deps: Deps, res: Response, { link }: Door, gate: Gate | 'code', more: object = {}): void {
  const locals = { title: 'Shared with you', layout: 'public', link, gate, errors: {}, values: {} } as const;
  res.page('sharing/gate', { ...locals, base: pathOf(deps, link), styles: ['messages'], ...more });
}

type Count = () => ReturnType<CountTry>;

/** What they have shown. @throws Invalid, Forbidden, Throttled */
async function passed(deps: Deps, req: Request, { link }: Door, count: Count): Promise<Shown> {
  const asksName = link.asksName && !req.member;
  if (link.access === 'workspace') throw new Forbidden();
  if (link.access === 'named') return passedAsNamed(deps, req, link.id, asksName, count);
  if (link.access === 'password') {
    const { password } = parseInput(PasswordInput, req.body);
    const giveBack = await count();
    if (!link.passwordHash || !(await verify(link.passwordHash, password)))
      throw new Invalid({ password: 'That is not the password. Ask who sent you the link.' });
    await giveBack();
  }
  return asksName ? parseInput(NameInput, req.body) : {};
}

async function passedAsNamed(
  deps: Deps,
  req: Request,
  linkId: string,
  asksName: boolean,
  count: Count,
): Promise<Shown> {
  const name = asksName ? parseInput(NameInput, req.body) : {};
  const { email, code } = parseInput(CodeInput, req.body);
  const giveBack = await count();
  if (await redeemCode(deps, linkId, email, code)) {
    await giveBack();
    return { ...name, email };
  }
  throw new Invalid({ code: 'That code does not open this. Codes hold for ten minutes and five tries.' });
}

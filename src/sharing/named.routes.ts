import { Router, type Request } from 'express';
import { findMailSource } from '../notifications/mail-server.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, Invalid, NotFound } from '../platform/http/errors.ts';
import { parseInput, postedFields } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { askForCode } from './mail-code.ts';
import { showGate } from './gate.routes.ts';
import { EmailInput } from './input.ts';
import { pathOf } from './link.ts';
import { findDoor, whoIsSignedIn } from './opening.ts';
import type { Person } from './person.ts';
import { findByPersonalLink } from './personal-link.ts';
import { letIn, type Door } from './visit.ts';

type Personal = Request<{ token: string; personId: string; secret: string }>;

/** How people whom a link is for show that they are: by a code that is mailed to them, or by a personal link. */
export function namedRoutes(deps: Deps): Router {
  const router = Router();
  const byAddress = throttle(deps.throttleDb, 'share-code', 10, 600);
  const byEmail = throttle(deps.throttleDb, 'share-code-email', 5, 3600);

  /** Answers the same whether or not the link is for that address. */
  router.post('/s/:token/codes', async (req: Request<{ token: string }>, res) => {
    const door = await findNamedDoor(req.params.token);
    try {
      const { email } = parseInput(EmailInput, req.body);
      await byAddress.count(`${door.link.id} ${networkOf(req)}`);
      // Limits are kept elsewhere, and forget nothing when a link is erased.
      await byEmail.count(deps.signer.sign('share-code-email', door.link.id, email));
      const mailIsOn = (await findMailSource(deps)) !== undefined;
      if (mailIsOn) await askForCode(deps, door.link.id, email);
      showGate(deps, res, door, mailIsOn ? 'code' : 'named', { values: { email }, mailIsOff: !mailIsOn });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      showGate(deps, res, door, 'named', { errors: error.fields, values: postedFields(req.body) });
    }
  });

  /** Mail scanners open every link, so that one comes in by pressing the button. */
  router.get('/s/:token/people/:personId/:secret', async (req: Personal, res) => {
    const { door } = await findPersonal(req);
    res.set('Cache-Control', 'private, no-store');
    showGate(deps, res, door, 'none', { action: req.path });
  });

  router.post('/s/:token/people/:personId/:secret', async (req: Personal, res) => {
    const { door, person } = await findPersonal(req);
    await letIn(deps, req, res, door, { ...whoIsSignedIn(req), email: person.email });
    res.redirect(303, pathOf(deps, door.link));
  });

  async function findNamedDoor(token: string): Promise<Door> {
    const door = await findDoor(deps, token);
    if (door.link.access !== 'named') throw new Forbidden('This link asks for no code. Open the link itself.');
    return door;
  }

  async function findPersonal({ params }: Personal): Promise<{ door: Door; person: Person }> {
    const door = await findDoor(deps, params.token);
    const { link } = door;
    const isNamed = link.access === 'named';
    const person = isNamed ? await findByPersonalLink(deps, link, params.personId, params.secret) : undefined;
    if (!person) throw new NotFound('This personal link opens nothing any more. Ask who sent it for a new one.');
    return { door, person };
  }

  return router;
}

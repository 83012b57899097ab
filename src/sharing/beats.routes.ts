import { Router, type Request } from 'express';
import { findProfile } from '../accounts/profile.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { Recent } from '../platform/recent.ts';
import { BeatsInput } from './beats.input.ts';
import { findDoor, isStillIn } from './opening.ts';
import { filmOf, type Film } from './film.ts';
import { noteBeats } from './view.ts';
import { checkVisitToken, findOwnVisit, ownVisitId, type Door, type Visit } from './visit.ts';

interface Watched extends Door {
  film: Film;
}

/** How long a link that was switched off goes on to count what is played: no byte is sent on the strength of this. */
const doorSeconds = 1;
const visitSeconds = 30;

/**
 * What viewers have watched, as their players tell every few seconds. Beats come by the thousand, so that who sends
 * them is looked up once in a while. Mounted before sessions, which ask the database each time.
 */
export function beatRoutes(deps: Deps): Router {
  const router = Router();
  const doors = new Recent<Watched>(deps.clock, doorSeconds);
  const visits = new Recent<Visit | undefined>(deps.clock, visitSeconds);

  const visitOf = async (req: Request<{ token: string }>, door: Door): Promise<Visit> => {
    const id = ownVisitId(deps, req, door.link);
    const known = id === undefined ? undefined : await visits.get(id, () => findOwnVisit(deps, req, door.link));
    if (known && (await isIn(deps, door, known))) return known;
    const fresh = await findOwnVisit(deps, req, door.link);
    if (fresh && (await isIn(deps, door, fresh))) return fresh;
    throw new Forbidden('Open the link itself first, then try again.');
  };

  router.post('/s/:token/beats', async (req: Request<{ token: string }>, res) => {
    const { token } = req.params;
    const door = await doors.get(token, async () => withFilm(deps, await findDoor(deps, token)));
    const visit = await visitOf(req, door);
    checkVisitToken(deps, req, visit);
    const { spans } = parseInput(BeatsInput, req.body);
    await noteBeats(deps, { subject: door.subject, film: door.film, by: { visit } }, spans);
    res.status(204).end();
  });

  return router;
}

/** For the workspace alone: the visit says which member it is. */
async function isIn(deps: Deps, { link }: Door, visit: Visit): Promise<boolean> {
  const asksForMember = link.access === 'workspace' && visit.memberId !== null;
  return isStillIn(deps, asksForMember ? await findProfile(deps.db, visit.memberId ?? '') : undefined, link, visit);
}

async function withFilm(deps: Deps, door: Door): Promise<Watched> {
  return { ...door, film: await filmOf(deps, door.subject) };
}

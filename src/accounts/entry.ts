import type { Request } from 'express';
import { timestamp, timestampIn } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import type { Member } from './member.ts';
import { findProfile } from './profile.ts';
import { beginSession } from './session.ts';
import { hasTwoFactor } from './two-factor.ts';

const patienceSeconds = 600;

/** Signs somebody in whose password, or link, was right; asks for the second factor first where there is one. Gives the path to go on with. */
export async function enter(deps: Deps, req: Request, member: Member, next: string): Promise<string> {
  if (await hasTwoFactor(deps.db, member.id)) {
    req.session.waiting = { memberId: member.id, since: timestamp(deps.clock) };
    return `/sign-in/code?next=${encodeURIComponent(next)}`;
  }
  await beginSession(req, member);
  return next;
}

/** Who has ten minutes left to give the second factor. */
export async function findWaiting({ db, clock }: Deps, req: Request): Promise<Member | undefined> {
  const { waiting } = req.session;
  if (!waiting || waiting.since < timestampIn(clock, -patienceSeconds)) return undefined;
  return findProfile(db, waiting.memberId);
}

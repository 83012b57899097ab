import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import type { Film } from './film.ts';
import { Ledger } from './ledger.ts';
import type { Part } from './parts.ts';
import type { Subject } from './subject.ts';
import type { Visit } from './visit.ts';

/** What one browser, or one member, has watched of a thing. */
export interface View {
  /** The visit's, where there is one. */
  id: string;
  visitId: string | null;
  linkId: string | null;
  memberId: string | null;
  subjectKind: string;
  subjectId: string;
  /** Of film that was played, again counted again. */
  seconds: number;
  /** The second up to which they came; this and the parts are seconds of the whole recording, whatever was cut out. */
  furthest: number;
  /** What was played at least once. */
  parts: Part[];
  /** UTC. */
  firstAt: string;
  lastAt: string;
}

/** Who watches what: through a link, or as a member without one. */
export interface Viewing {
  subject: Subject;
  film: Film;
  by: { visit: Visit } | { memberId: string };
}

const ledgers = new WeakMap<Db, Ledger>();

function ledgerOf(deps: Deps): Ledger {
  const ledger = ledgers.get(deps.db) ?? new Ledger(deps);
  ledgers.set(deps.db, ledger);
  return ledger;
}

/**
 * Counts what a player says it has played, as far as that can be true. Authors and programs do not count.
 * It is written within a second or so: a crash loses no more than that of figures.
 */
export async function noteBeats(deps: Deps, viewing: Viewing, spans: readonly Part[]): Promise<void> {
  const { subject, by } = viewing;
  const memberId = 'visit' in by ? by.visit.memberId : by.memberId;
  const isProgram = 'visit' in by && by.visit.isProgram;
  if (memberId !== subject.authorId && !isProgram) await ledgerOf(deps).hear(viewing, spans);
}

/** Writes what was heard: before figures are shown, and when the process ends. */
export async function flushViews(deps: Deps): Promise<void> {
  await ledgers.get(deps.db)?.flush();
}

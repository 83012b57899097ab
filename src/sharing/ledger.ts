import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import { inWholeFilm } from './film.ts';
import { tellFirstViews } from './first-view.ts';
import { joinParts, lengthOf, plausible, slackSeconds, type Part } from './parts.ts';
import type { View, Viewing } from './view.ts';
import * as store from './view.store.ts';

interface Heard {
  viewing: Viewing;
  view: View;
  isNew: boolean;
  /** Of the last beat, or of the opening, in milliseconds. */
  atMs: number;
  /** What is left of its allowance, see `plausible`. */
  left: number;
}

const writtenAfterMs = 1000;
const forgottenAfterMs = 120_000;

/** What was heard and is not written yet: beats come by the thousand, and are written once a second in one transaction. */
export class Ledger {
  readonly #deps: Deps;
  readonly #heard = new Map<string, Promise<Heard>>();
  readonly #unsaved = new Map<string, Heard>();
  readonly #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async hear(viewing: Viewing, spans: readonly Part[]): Promise<void> {
    const key = keyOf(viewing);
    const heard = await (this.#heard.get(key) ?? this.#recall(key, viewing));
    const now = this.#deps.clock.now();
    const passedSeconds = (now.getTime() - heard.atMs) / 1000;
    const { parts, left } = plausible(spans, viewing.film.length, passedSeconds, heard.left);
    Object.assign(heard, { viewing, left, atMs: now.getTime() });
    if (parts.length === 0) return;
    heard.view = { ...withParts(heard.view, inWholeFilm(viewing.film, parts)), lastAt: now.toISOString() };
    this.#unsaved.set(key, heard);
    this.#timer ??= setTimeout(() => void this.flush(), writtenAfterMs).unref();
  }

  #recall(key: string, viewing: Viewing): Promise<Heard> {
    const found = recall(this.#deps, viewing);
    this.#heard.set(key, found);
    found.catch(() => this.#heard.delete(key));
    return found;
  }

  /** What cannot be written now is tried again with what comes next. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = [...this.#unsaved];
    this.#unsaved.clear();
    try {
      const heard = batch.map(([, each]) => each);
      if (heard.length > 0) await inTransaction(this.#deps.db, (db) => write({ ...this.#deps, db }, heard, this.#told));
    } catch (error) {
      this.#deps.log.error({ err: error }, 'what was watched could not be written');
      for (const [key, heard] of batch) if (!this.#unsaved.has(key)) this.#unsaved.set(key, heard);
    }
    await this.#forget();
  }

  async #forget(): Promise<void> {
    const before = this.#deps.clock.now().getTime() - forgottenAfterMs;
    for (const [key, found] of this.#heard) {
      if (!this.#unsaved.has(key) && (await found).atMs < before) this.#heard.delete(key);
    }
  }
}

function keyOf({ subject, by }: Viewing): string {
  return 'visit' in by ? by.visit.id : `${subject.kind} ${subject.id} ${by.memberId}`;
}

async function recall({ db, clock }: Deps, viewing: Viewing): Promise<Heard> {
  const { subject, by } = viewing;
  const before =
    'visit' in by ? await store.findVisitView(db, by.visit.id) : await store.findMemberView(db, subject, by.memberId);
  if (before) return { viewing, view: before, isNew: false, atMs: Date.parse(before.lastAt), left: 0 };
  const atMs = 'visit' in by ? Date.parse(by.visit.lastSeenAt) : clock.now().getTime() - firstBeatMs;
  return { viewing, view: firstView(viewing, timestamp(clock)), isNew: true, atMs, left: slackSeconds };
}

/** When a member opened the page is not written down; it sends its first beat after seconds. */
const firstBeatMs = 10_000;

function firstView({ subject, by }: Viewing, at: string): View {
  const who =
    'visit' in by
      ? { id: by.visit.id, visitId: by.visit.id, linkId: by.visit.linkId, memberId: by.visit.memberId }
      : { id: newId(), visitId: null, linkId: null, memberId: by.memberId };
  const about = { subjectKind: subject.kind, subjectId: subject.id };
  return { ...who, ...about, seconds: 0, furthest: 0, parts: [], firstAt: at, lastAt: at };
}

/** Nobody skips so often; who claims it would have each beat sort what all those before it have claimed. */
const mostParts = 500;

function withParts(view: View, parts: readonly Part[]): View {
  const joined = joinParts([...view.parts, ...parts]);
  return {
    ...view,
    seconds: view.seconds + lengthOf(parts),
    furthest: Math.max(view.furthest, ...parts.map(([, to]) => to)),
    parts: joined.length > mostParts ? view.parts : joined,
  };
}

async function write(deps: Deps, batch: Heard[], told: Set<string>): Promise<void> {
  const written = await store.putViews(
    deps.db,
    batch.map(({ view }) => view),
  );
  const first = batch.filter(({ isNew, view }) => isNew && written.has(view.id));
  await tellFirstViews(
    deps,
    first.map(({ viewing }) => viewing),
    told,
  );
  for (const heard of first) heard.isNew = false;
}

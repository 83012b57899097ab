import session, { type SessionData } from 'express-session';
import { timestamp, type Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { hashed } from '../signing.ts';

declare module 'express-session' {
  interface SessionData {
    /** Set at the first save. A session saved before is only ever updated, so that one ended elsewhere stays ended. */
    stored?: boolean;
    passport?: { user?: string };
    /** Whose password was right, and who has yet to give the second factor. */
    waiting?: { memberId: string; since: string };
    /** Of the browser that signed in, for its owner to recognise. */
    device?: { browser: string; address: string };
  }
}

type Done = (error?: unknown, session?: SessionData | null) => void;

/** Sessions in SQLite, by the hash of their id. */
export class SessionStore extends session.Store {
  readonly #db: Db;
  readonly #clock: Clock;
  /** By the hash of the id. */
  readonly #touchedAt = new Map<string, number>();

  constructor(db: Db, clock: Clock) {
    super();
    this.#db = db;
    this.#clock = clock;
  }

  override get(id: string, done: Done): void {
    this.#db('sessions')
      .where({ id_hash: hashed(id) })
      .where('expires_at', '>', timestamp(this.#clock))
      .first<{ data: string } | undefined>('data')
      .then((row) => done(null, row ? (JSON.parse(row.data) as SessionData) : null), done);
  }

  override set(id: string, data: SessionData, done: Done = () => undefined): void {
    const isNew = !data.stored;
    data.stored = true;
    const row = {
      id_hash: hashed(id),
      member_id: data.passport?.user ?? null,
      data: JSON.stringify(data),
      expires_at: expiry(data),
      seen_at: timestamp(this.#clock),
      ...data.device,
    };
    const saved = isNew
      ? this.#db('sessions').insert({ ...row, created_at: row.seen_at })
      : this.#db('sessions').where({ id_hash: row.id_hash }).update(row);
    Promise.resolve(saved).then(() => done(), done);
  }

  /** Every request asks for this, and a write waits for the disk: once a minute is often enough for hours and days. */
  override touch(id: string, data: SessionData, done: Done = () => undefined): void {
    const id_hash = hashed(id);
    if (!this.#isDue(id_hash)) return done();
    this.#db('sessions')
      .where({ id_hash })
      .update({ expires_at: expiry(data), seen_at: timestamp(this.#clock) })
      .then(() => done(), done);
  }

  #isDue(idHash: string): boolean {
    const now = this.#clock.now().getTime();
    if (now - (this.#touchedAt.get(idHash) ?? 0) < minuteMs) return false;
    if (this.#touchedAt.size >= mostRemembered) this.#touchedAt.clear();
    this.#touchedAt.set(idHash, now);
    return true;
  }

  override destroy(id: string, done: Done = () => undefined): void {
    this.#db('sessions')
      .where({ id_hash: hashed(id) })
      .delete()
      .then(() => done(), done);
  }
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostRemembered = 10_000;

/** Who is not signed in needs a session only for the token of one form. */
function expiry({ cookie, passport }: SessionData): string {
  const inAnHour = Date.now() + hourMs;
  return new Date(passport?.user ? (cookie.expires ?? inAnHour) : inAnHour).toISOString();
}

/** Forgets sessions that have run out. */
export async function sweepSessions(db: Db, clock: Clock): Promise<void> {
  await db('sessions').where('expires_at', '<', timestamp(clock)).delete();
}

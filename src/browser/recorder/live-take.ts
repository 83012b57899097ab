import type { Progress, QuestionOnPage, TakeStarted } from '../wire.ts';
import { post } from '../answering/requests.ts';
import { rememberUnsent } from '../answering/unsent.ts';
import { startRecording, type Recording } from './recording.ts';
import { sendTake, type Far } from './sending.ts';
import { openSpool, type Spool, type SpooledTake } from './spool.ts';
import type { Kind } from './stage.ts';
import { TakeSource } from './take-source.ts';

/** A take that is being made on this page, and is on its way to the server meanwhile. */
export class LiveTake {
  readonly source: TakeSource;
  /** All of it has been confirmed by the server. */
  safe = false;
  readonly #page: QuestionOnPage;
  readonly #spool: Spool;
  readonly #spooled: SpooledTake;
  #recording: Recording | undefined;

  constructor(page: QuestionOnPage, spool: Spool, spooled: SpooledTake) {
    this.#page = page;
    this.#spool = spool;
    this.#spooled = spooled;
    this.source = new TakeSource(spool, spooled);
  }

  async record(stream: MediaStream): Promise<void> {
    this.#recording = await startRecording(stream, this.#spooled.mime, (data) => void this.source.append(data));
  }

  get seconds(): number {
    return this.#spooled.seconds ?? this.#recording?.seconds() ?? 0;
  }

  /** Resolves once every piece is in the spool. */
  async stop(): Promise<void> {
    const seconds = await this.#recording?.stop();
    await this.#spool.keep(Object.assign(this.#spooled, { seconds }));
    await this.source.end();
  }

  /** Begins at once and goes on until all of it is confirmed. In a preview nothing is sent. */
  async send(told: (far: Far) => void): Promise<Progress | undefined> {
    if (!this.#page.base) return undefined;
    const progress = await sendTake(this.#page, this.#spool, this.#spooled, this.source, told);
    this.safe = true;
    return progress;
  }

  /** Makes it the answer; the server keeps it, safe or still on its way. */
  async choose(): Promise<Progress | undefined> {
    if (!this.#page.base) return undefined;
    return post<Progress>(this.#page, `takes/${this.#spooled.takeId}/choice`);
  }
}

/** Tells the server that a take begins: from now on it counts. @throws Refused when none is left */
export async function beginTake(page: QuestionOnPage, kind: Kind, mime: string): Promise<LiveTake> {
  const { takeId, ticket } = page.base ? await startOnServer(page, kind, mime) : { takeId: 'preview', ticket: '' };
  const { responseId, questionId } = page;
  const spool = await openSpool();
  if (!page.base) await spool.forget(takeId);
  const spooled = { takeId, responseId, questionId, kind, mime, ticket, startedAt: new Date().toISOString() };
  await spool.keep(spooled);
  page.takesUsed += 1;
  return new LiveTake(page, spool, spooled);
}

async function startOnServer(page: QuestionOnPage, kind: Kind, mime: string): Promise<TakeStarted> {
  const started = await post<TakeStarted>(page, `questions/${page.questionId}/takes`, { kind, mime });
  rememberUnsent(page.responseId);
  return started;
}

import type { Progress, QuestionOnPage } from '../wire.ts';
import { post, remove } from '../answering/requests.ts';
import type { Kind } from './stage.ts';

/** Something recorded that can be watched, made the answer or discarded. */
export interface Take {
  readonly takeId: string;
  readonly kind: Kind | 'file';
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly safe: boolean;
  choose(): Promise<Progress | undefined>;
  discard(): Promise<void>;
}

/** Hears how a take fares on its way to the server. */
export interface TakeListener {
  moved(): void;
  safe(progress: Progress): void;
  /** The server will not have it. */
  refused(error: Error): void;
}

/** A take that is on the server, all of it, and was never chosen: the page was closed before. */
export class StoredTake implements Take {
  readonly takeId: string;
  readonly kind: Kind;
  readonly startedAt: string;
  readonly seconds: number;
  readonly safe = true;
  readonly #page: QuestionOnPage;

  constructor(page: QuestionOnPage, unchosen: NonNullable<QuestionOnPage['unchosen']>) {
    this.#page = page;
    this.takeId = unchosen.takeId;
    this.kind = unchosen.kind;
    this.startedAt = unchosen.startedAt;
    this.seconds = unchosen.seconds ?? 0;
  }

  get address(): string {
    return `${this.#page.base}/takes/${this.takeId}/media`;
  }

  choose(): Promise<Progress> {
    return post<Progress>(this.#page, `takes/${this.takeId}/choice`);
  }

  async discard(): Promise<void> {
    await remove(this.#page, `takes/${this.takeId}`);
  }
}

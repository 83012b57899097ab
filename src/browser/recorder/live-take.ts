import type { Progress } from '../wire.ts';
import { remove, routesOf, send, type Sender } from '../answering/requests.ts';
import type { Take, TakeListener } from './kept-take.ts';
import { LivePart } from './live-part.ts';
import { openSpool, type Spool, type SpooledPart } from './spool.ts';

type NewPart = Omit<SpooledPart, 'part' | 'startedAt'>;

/** A take that is made on this page, or that an earlier one left on the device; in one part or more. */
export class LiveTake implements Take {
  readonly #page: Sender;
  readonly #spool: Spool;
  readonly #new: NewPart;
  readonly #parts: LivePart[] = [];
  #listener: TakeListener | undefined;
  /** No further part will come. */
  #finished = false;

  constructor(page: Sender, spool: Spool, fields: NewPart, found: LivePart[] = []) {
    this.#page = page;
    this.#spool = spool;
    this.#new = fields;
    this.#parts = found;
    this.#finished = found.length > 0;
  }

  get takeId(): string {
    return this.#new.takeId;
  }

  get kind(): SpooledPart['kind'] {
    return this.#new.kind;
  }

  get startedAt(): string {
    return this.#parts[0]?.spooled.startedAt ?? new Date().toISOString();
  }

  get seconds(): number {
    return sum(this.#parts.map((part) => part.seconds));
  }

  get safeSeconds(): number {
    return sum(this.#parts.map((part) => part.safeSeconds));
  }

  get bytes(): number {
    return sum(this.#parts.map((part) => part.bytes));
  }

  /** Of the part that is being recorded. */
  get partBytes(): number {
    return this.#parts.at(-1)?.bytes ?? 0;
  }

  get unsentBytes(): number {
    return sum(this.#parts.map((part) => part.unsentBytes));
  }

  /** All of it has been confirmed by the server. */
  get safe(): boolean {
    return this.ended && this.#parts.every((part) => part.safe);
  }

  /** The server cannot be reached. */
  get waiting(): boolean {
    return this.#parts.some((part) => part.waiting);
  }

  /** Nothing is being recorded just now. */
  get ended(): boolean {
    return this.#parts.every((part) => part.source.ended);
  }

  listen(listener: TakeListener): void {
    this.#listener = listener;
  }

  /** Records a part: the first, or one more after an interruption. It is sent as it is made. */
  async record(stream: MediaStream, bitsPerSecond: number, onBroken: () => void): Promise<void> {
    const number = this.#parts.length + 1;
    // The first has its ticket since "Start recording"; a further one gets it from the server when it is sent.
    const ticket = number === 1 ? this.#new.ticket : '';
    const spooled = { ...this.#new, ticket, part: number, startedAt: new Date().toISOString() };
    const part = await LivePart.begun(this.#spool, spooled);
    await part.record(stream, bitsPerSecond, onBroken);
    this.#parts.push(part);
    void this.#send(part);
  }

  /** The same picture goes on, turned: the new part begins before the old one ends, so that no word is lost. */
  async turn(stream: MediaStream, bitsPerSecond: number, onBroken: () => void): Promise<void> {
    const before = this.#parts.at(-1);
    await this.record(stream, bitsPerSecond, onBroken);
    await before?.stop();
  }

  flush(): void {
    this.#parts.at(-1)?.flush();
  }

  /** Records nothing for a while, within the same part. */
  hold(): void {
    this.#parts.at(-1)?.hold();
    this.#listener?.moved();
  }

  resume(): void {
    this.#parts.at(-1)?.resume();
  }

  /** Ends the part that is being recorded. Resolves once every piece is in the spool. */
  async pause(): Promise<void> {
    await this.#parts.at(-1)?.stop();
    this.#listener?.moved();
  }

  /** That was the last part. */
  async stop(): Promise<void> {
    await this.pause();
    this.#finished = true;
    await this.#forgetWhenSafe();
  }

  /** Sends what an earlier page left. Resolves when all of it is confirmed, or refused. */
  async sendFound(): Promise<void> {
    await Promise.all(this.#parts.map((part) => this.#send(part)));
  }

  /** One file for each part, to be watched. */
  async recordings(): Promise<Blob[]> {
    return Promise.all(this.#parts.map((part) => part.source.whole()));
  }

  /** Makes it the answer, safe or still on its way. In a preview nothing is sent. */
  async choose(): Promise<Progress | undefined> {
    if (!this.#page.base) return undefined;
    const [method, path] = routesOf(this.#page).choice(this.takeId);
    return send<Progress>(method, this.#page, path, {
      parts: this.#parts.at(-1)?.spooled.part,
      seconds: this.seconds,
    });
  }

  async discard(): Promise<void> {
    for (const part of this.#parts) await part.forget();
    if (this.#page.base) await remove(this.#page, routesOf(this.#page).discarded(this.takeId));
  }

  /** All parts at once: what is shown after a reload is the whole take. */
  async #forgetWhenSafe(): Promise<void> {
    if (!this.#finished || !this.safe || !this.#page.base) return;
    for (const part of this.#parts) await part.forget();
  }

  async #send(part: LivePart): Promise<void> {
    if (!this.#page.base) return;
    try {
      const progress = await part.send(this.#page, () => this.#listener?.moved());
      this.#listener?.moved();
      if (this.safe) this.#listener?.safe(progress);
      await this.#forgetWhenSafe();
    } catch (error) {
      this.#listener?.refused(error as Error);
    }
  }
}

/** A take that an earlier page left on this device, with whatever is still to be sent of it. */
export async function foundTake(page: Sender, parts: SpooledPart[]): Promise<LiveTake | undefined> {
  const spool = await openSpool();
  const whole = parts.filter(({ isFile, seconds }) => !isFile || seconds !== undefined);
  for (const half of parts.filter((part) => !whole.includes(part))) await spool.forget(half);
  const all = await Promise.all(whole.map((part) => LivePart.found(spool, part)));
  const recorded = all.filter(({ source }) => source.bytes > 0);
  const first = recorded[0]?.spooled;
  return first && new LiveTake(page, spool, first, recorded);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

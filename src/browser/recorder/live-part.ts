import type { Progress } from '../wire.ts';
import type { Sender } from '../answering/requests.ts';
import { startRecording, type Recording } from './recording.ts';
import { sendPart, type Far } from './sending.ts';
import type { Spool, SpooledPart } from './spool.ts';
import { TakeSource } from './take-source.ts';

/** A part of a take that this page records or found on the device, and that is on its way to the server meanwhile. */
export class LivePart {
  readonly spooled: SpooledPart;
  readonly source: TakeSource;
  /** All of it has been confirmed by the server. */
  safe = false;
  #far: Far = { safeBytes: 0, waiting: false };
  readonly #spool: Spool;
  #recording: Recording | undefined;

  private constructor(spool: Spool, spooled: SpooledPart, source: TakeSource) {
    this.#spool = spool;
    this.spooled = spooled;
    this.source = source;
  }

  static async begun(spool: Spool, spooled: SpooledPart): Promise<LivePart> {
    await spool.keep(spooled);
    return new LivePart(spool, spooled, new TakeSource(spool, spooled));
  }

  /** One that an earlier page recorded; its length is counted in pieces where that page died. */
  static async found(spool: Spool, spooled: SpooledPart): Promise<LivePart> {
    const source = await TakeSource.ofEarlier(spool, spooled);
    return new LivePart(spool, { ...spooled, seconds: spooled.seconds ?? source.pieces.length }, source);
  }

  /** `onBroken`: the encoder gave up; what it gave before is kept. */
  async record(stream: MediaStream, bitsPerSecond: number, onBroken: () => void): Promise<void> {
    const onPiece = (data: Blob) => void this.source.append(data);
    this.#recording = await startRecording(stream, this.spooled.mime, bitsPerSecond, { onPiece, onBroken });
  }

  get seconds(): number {
    return this.spooled.seconds ?? this.#recording?.seconds() ?? 0;
  }

  /** The second that is just being made is in no piece yet, so it is not safe whatever the bytes say. */
  get safeSeconds(): number {
    if (this.safe) return this.seconds;
    const inPieces = this.source.ended ? this.seconds : Math.min(this.seconds, this.source.pieces.length);
    return this.source.bytes === 0 ? 0 : inPieces * Math.min(1, this.#far.safeBytes / this.source.bytes);
  }

  get waiting(): boolean {
    return this.#far.waiting;
  }

  get bytes(): number {
    return this.source.bytes;
  }

  /** Those that are recorded and not yet with the server. */
  get unsentBytes(): number {
    return this.safe ? 0 : this.source.bytes - this.#far.safeBytes;
  }

  /** Gives what has been recorded so far to the spool, before the page may be frozen. */
  flush(): void {
    this.#recording?.flush();
  }

  hold(): void {
    this.#recording?.hold();
  }

  resume(): void {
    this.#recording?.resume();
  }

  /** Resolves once every piece is in the spool. */
  async stop(): Promise<void> {
    const seconds = await this.#recording?.stop();
    if (seconds !== undefined) await this.#spool.keep(Object.assign(this.spooled, { seconds }));
    await this.source.end();
  }

  /** Of a file: all of it has been read. */
  async finish(): Promise<void> {
    await this.#spool.keep(Object.assign(this.spooled, { seconds: 0 }));
    await this.source.end();
  }

  /** Begins at once and goes on until all of it is confirmed. @throws Refused */
  async send(sender: Sender, moved: () => void): Promise<Progress> {
    const told = (far: Far) => {
      this.#far = { ...far };
      moved();
    };
    const progress = await sendPart(sender, this.#spool, this.spooled, this.source, told);
    this.safe = true;
    return progress;
  }

  async forget(): Promise<void> {
    await this.#spool.forget(this.spooled);
  }
}

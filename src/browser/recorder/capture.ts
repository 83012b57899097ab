import { watchInterruptions } from './interruptions.ts';
import type { LiveTake } from './live-take.ts';

const tellEveryMs = 200;

/** What is told while a part of a take is recorded. */
interface Listener {
  /** A few times a second. */
  ticked(take: LiveTake): void;
  /** The time limit is reached. */
  full(): void;
  /** It cannot go on; words for the person. What was recorded is kept. */
  interrupted(what: string): void;
}

/** Records a part of a take, until it is ended, interrupted or at the time limit. */
export class Capture {
  readonly #limitSeconds: number;
  readonly #listener: Listener;
  #end = () => {};

  constructor(limitSeconds: number, listener: Listener) {
    this.#limitSeconds = limitSeconds;
    this.#listener = listener;
  }

  /** Resolves when the encoder runs. */
  async begin(take: LiveTake, stream: MediaStream, bitsPerSecond: number): Promise<void> {
    const interrupted = (what: string) => this.#listener.interrupted(what);
    const onBroken = () => interrupted('Your browser stopped recording');
    await take.record(stream, bitsPerSecond, onBroken);
    const unwatch = watchInterruptions(stream, {
      interrupted,
      turned: () => void (take.kind === 'video' && take.turn(stream, bitsPerSecond, onBroken)),
      hidden: () => take.flush(),
    });
    const timer = setInterval(() => this.#tick(take), tellEveryMs);
    this.#end = () => {
      unwatch();
      clearInterval(timer);
    };
  }

  end(): void {
    this.#end();
    this.#end = () => {};
  }

  #tick(take: LiveTake): void {
    this.#listener.ticked(take);
    if (take.seconds >= this.#limitSeconds) this.#listener.full();
  }
}

import { paint, type Picture } from './paint.ts';
import { firstBubble, type Scene } from './scene.ts';
import { steadily } from './steady.ts';

type Source = 'screen' | 'camera';

/** Composes in a worker: takes frames as they come, and gives a picture at every beat. */
export class WorkerComposer {
  readonly #latest = new Map<Source, VideoFrame>();
  readonly #readers = new Map<Source, ReadableStreamDefaultReader<VideoFrame>>();
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  scene: Scene = { bubble: firstBubble, strokes: [] };
  #isWriting = false;

  constructor(width: number, height: number, fps: number, output: WritableStream<VideoFrame>) {
    const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser has no canvas for a worker');
    this.#context = context;
    this.#writer = output.getWriter();
    steadily(fps, () => void this.#give());
  }

  /** Keeps the newest frame until the next one is there: a screen gives none while nothing moves. */
  async see(as: Source, frames: ReadableStream<VideoFrame>): Promise<void> {
    this.lose(as);
    const reader = frames.getReader();
    this.#readers.set(as, reader);
    for (;;) {
      const { value, done } = await reader.read();
      if (done || this.#readers.get(as) !== reader) return value?.close();
      this.#latest.get(as)?.close();
      this.#latest.set(as, value);
    }
  }

  lose(as: Source): void {
    void this.#readers.get(as)?.cancel();
    this.#readers.delete(as);
    this.#latest.get(as)?.close();
    this.#latest.delete(as);
  }

  /** An encoder that is behind misses a picture rather than hoard them. */
  async #give(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    const pictures = { screen: this.#picture('screen'), camera: this.#picture('camera') };
    paint(this.#context, pictures, this.scene, Date.now());
    const timestamp = Math.round(performance.now() * 1000);
    // Refused once the track was stopped, while a last picture was on its way: nobody is there to miss it.
    await this.#writer.write(new VideoFrame(this.#context.canvas, { timestamp })).catch(() => {});
    this.#isWriting = false;
  }

  #picture(of: Source): Picture | undefined {
    const frame = this.#latest.get(of);
    return frame && { image: frame, width: frame.displayWidth, height: frame.displayHeight };
  }
}

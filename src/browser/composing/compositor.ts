import { composeInWorker, isPossibleInWorker } from './in-worker.ts';
import { composeOnPage } from './on-page.ts';
import type { Scene } from './scene.ts';

/** Makes one picture of screen, camera and strokes, thirty times a second, whether or not anybody sees the page. */
export interface Compositor {
  /** What is recorded. */
  readonly track: MediaStreamTrack;
  /** Another screen, or the camera; undefined once there is none. */
  see(as: 'screen' | 'camera', track: MediaStreamTrack | undefined): void;
  show(scene: Scene): void;
  end(): void;
}

/** Of the composed picture, in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

export const picturesPerSecond = 30;

export function compose(size: PictureSize): Compositor {
  return isPossibleInWorker() ? composeInWorker(size) : composeOnPage(size);
}

/** As large as encoders on two cores keep up with. */
export const largest: PictureSize = { width: 1280, height: 720 };

/** The picture for a screen of this size: of its shape, no larger than that. H.264 takes even numbers alone. */
export function sizeFor({ width, height }: PictureSize): PictureSize {
  const scale = Math.min(1, largest.width / width, largest.height / height);
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(width), height: even(height) };
}

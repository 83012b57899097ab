import type { Scene } from './scene.ts';

/** What the page tells the worker. Streams are handed over, not copied. */
export type Order =
  | { what: 'compose'; width: number; height: number; fps: number; output: WritableStream<VideoFrame> }
  | { what: 'see'; as: 'screen' | 'camera'; frames: ReadableStream<VideoFrame> }
  | { what: 'lose'; as: 'screen' | 'camera' }
  | { what: 'show'; scene: Scene }
  /** Only to be told when it is time for the next picture. */
  | { what: 'beat'; fps: number };

/** Told at every beat. */
export type Beat = 'beat';

import { picturesPerSecond, type Compositor, type PictureSize } from './compositor.ts';
import type { Order } from './orders.ts';

/** Of Chromium; in no other browser, and so not in TypeScript's DOM. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}
interface Breakout {
  MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack }) => TrackProcessor;
  MediaStreamTrackGenerator?: new (init: { kind: 'video' }) => TrackGenerator;
}

const breakout = globalThis as Breakout;

export function isPossibleInWorker(): boolean {
  return 'MediaStreamTrackProcessor' in breakout && 'MediaStreamTrackGenerator' in breakout;
}

/** Frames go to a worker and come back as a track; the page has no part in it (W3C, MediaStreamTrack Insertable Media Processing). */
export function composeInWorker(size: PictureSize): Compositor {
  const track = new breakout.MediaStreamTrackGenerator!({ kind: 'video' });
  const worker = new Worker('/build/compositor-worker.js', { type: 'module' });
  const order = (what: Order, handedOver: Transferable[] = []) => worker.postMessage(what, handedOver);
  const output = track.writable;
  order({ what: 'compose', ...size, fps: picturesPerSecond, output }, [output]);
  return {
    track,
    see: (as, seen) => {
      if (!seen) return order({ what: 'lose', as });
      const frames = new breakout.MediaStreamTrackProcessor!({ track: seen }).readable;
      order({ what: 'see', as, frames }, [frames]);
    },
    show: (scene) => order({ what: 'show', scene }),
    end: () => {
      worker.terminate();
      track.stop();
    },
  };
}

import { picturesPerSecond, type Compositor, type PictureSize } from './compositor.ts';
import type { Order } from './orders.ts';
import { paint, type Picture } from './paint.ts';
import { firstBubble, type Scene } from './scene.ts';

/** Where frames cannot go to a worker: the page draws them, and a worker, whose timers are not slowed down, says when. */
export function composeOnPage(size: PictureSize): Compositor {
  const context = canvasOf(size);
  const [screen, camera] = [seeing(), seeing()];
  let scene: Scene = { bubble: firstBubble, strokes: [] };
  const worker = new Worker('/build/compositor-worker.js', { type: 'module' });
  worker.addEventListener('message', () => {
    paint(context, { screen: pictureOf(screen), camera: pictureOf(camera) }, scene, Date.now());
  });
  worker.postMessage({ what: 'beat', fps: picturesPerSecond } satisfies Order, []);
  const track = trackOf(context.canvas);
  return {
    track,
    see: (as, seen) => see(as === 'screen' ? screen : camera, seen),
    show: (shown) => (scene = shown),
    end: () => {
      worker.terminate();
      track.stop();
      for (const video of [screen, camera]) video.srcObject = null;
    },
  };
}

function canvasOf(size: PictureSize): CanvasRenderingContext2D {
  const context = Object.assign(document.createElement('canvas'), size).getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser has no canvas');
  return context;
}

function trackOf(canvas: HTMLCanvasElement): MediaStreamTrack {
  const [track] = canvas.captureStream(picturesPerSecond).getVideoTracks();
  if (!track) throw new Error('This browser cannot record a canvas');
  return track;
}

function seeing(): HTMLVideoElement {
  return Object.assign(document.createElement('video'), { muted: true, playsInline: true });
}

function see(video: HTMLVideoElement, track: MediaStreamTrack | undefined): void {
  video.srcObject = track ? new MediaStream([track]) : null;
  // Refused when another track takes its place before it plays.
  if (track) video.play().catch(() => {});
}

function pictureOf(video: HTMLVideoElement): Picture | undefined {
  const { videoWidth: width, videoHeight: height } = video;
  return video.srcObject && width > 0 ? { image: video, width, height } : undefined;
}

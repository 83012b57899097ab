import type { Point } from '../composing/scene.ts';

/** Where a film's picture lies within its element, which shows it whole, in CSS pixels from the element's corner. */
export function pictureBox(video: HTMLVideoElement): DOMRect {
  const { clientWidth, clientHeight, videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return new DOMRect(0, 0, clientWidth, clientHeight);
  const scale = Math.min(clientWidth / videoWidth, clientHeight / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return new DOMRect((clientWidth - width) / 2, (clientHeight - height) / 2, width, height);
}

/** Where in the picture a pointer is, as parts of it; undefined beside it. */
export function pointIn(video: HTMLVideoElement, { clientX, clientY }: MouseEvent): Point | undefined {
  const [element, box] = [video.getBoundingClientRect(), pictureBox(video)];
  const x = (clientX - element.left - box.left) / box.width;
  const y = (clientY - element.top - box.top) / box.height;
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : undefined;
}

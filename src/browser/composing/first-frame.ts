import type { PictureSize } from './compositor.ts';

/** How large a shared screen's picture really is: a track's settings tell that only once it runs, in some browsers never. */
export async function sizeOfFirstFrame(stream: MediaStream): Promise<PictureSize> {
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  video.srcObject = stream;
  await video.play();
  const { videoWidth: width, videoHeight: height } = video;
  video.srcObject = null;
  return { width, height };
}

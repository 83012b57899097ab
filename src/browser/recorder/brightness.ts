const framesApartMs = 400;
const [width, height] = [32, 18];

/** Tells how bright a picture is, 0 to 1 (luma after ITU-R BT.601), a few times a second. Returns what stops it. */
export function watchBrightness(video: HTMLVideoElement, told: (brightness: number) => void): () => void {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const timer = setInterval(() => {
    if (!context || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    context.drawImage(video, 0, 0, width, height);
    told(meanLuma(context.getImageData(0, 0, width, height).data));
  }, framesApartMs);
  return () => clearInterval(timer);
}

function meanLuma(pixels: Uint8ClampedArray): number {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    sum += 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
  }
  return sum / (pixels.length / 4) / 255;
}

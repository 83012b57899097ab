import { strength, type Bubble, type Scene } from './scene.ts';
import { paintStroke } from './paint-stroke.ts';

export type Canvas2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A picture that may be drawn, in pixels. */
export interface Picture {
  image: CanvasImageSource;
  width: number;
  height: number;
}

/** What is on the screen and the camera just now; undefined where there is nothing (yet, or any more). */
export interface Pictures {
  screen: Picture | undefined;
  camera: Picture | undefined;
}

/** Draws one picture of the recording. `now` in milliseconds since 1970. */
export function paint(context: Canvas2d, { screen, camera }: Pictures, scene: Scene, now: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = '#110e0b';
  context.fillRect(0, 0, width, height);
  if (screen) paintWhole(context, screen);
  if (camera && scene.bubble.shown) paintBubble(context, camera, scene.bubble);
  for (const stroke of scene.strokes) {
    context.save();
    paintStroke(context, stroke, strength(stroke, now));
    context.restore();
  }
}

/** All of it, in the middle: a window may change its shape while it is recorded. */
function paintWhole(context: Canvas2d, { image, width, height }: Picture): void {
  const { canvas } = context;
  const scale = Math.min(canvas.width / width, canvas.height / height);
  const [w, h] = [width * scale, height * scale];
  context.drawImage(image, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h);
}

/** The middle of the camera's picture, in a circle with a rim. */
function paintBubble(context: Canvas2d, camera: Picture, bubble: Bubble): void {
  const { canvas } = context;
  const diameter = bubble.size * Math.min(canvas.width, canvas.height);
  const side = Math.min(camera.width, camera.height);
  context.save();
  context.translate(...centre(canvas, bubble, diameter));
  context.beginPath();
  context.arc(0, 0, diameter / 2, 0, 2 * Math.PI);
  context.strokeStyle = '#fdfcfa';
  context.lineWidth = diameter / 40;
  context.stroke();
  context.clip();
  if (bubble.mirrored) context.scale(-1, 1);
  const [left, top] = [(camera.width - side) / 2, (camera.height - side) / 2];
  context.drawImage(camera.image, left, top, side, side, -diameter / 2, -diameter / 2, diameter, diameter);
  context.restore();
}

/** Never cut off by an edge. */
function centre({ width, height }: { width: number; height: number }, { x, y }: Bubble, diameter: number) {
  const inside = (at: number, length: number) => Math.min(length - diameter / 2, Math.max(diameter / 2, at * length));
  return [inside(x, width), inside(y, height)] as const;
}

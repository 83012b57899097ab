import type { Canvas2d } from './paint.ts';
import type { Point, Stroke } from './scene.ts';

/** Line widths as parts of the picture's width. */
const widths = { pen: 0.005, arrow: 0.006, box: 0.005, highlighter: 0.025 };
const highlighterStrength = 0.45;

/** Draws a stroke. @param strength 0 to 1 */
export function paintStroke(context: Canvas2d, stroke: Stroke, strength: number): void {
  const points = stroke.points.map(({ x, y }) => ({ x: x * context.canvas.width, y: y * context.canvas.height }));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || strength === 0) return;
  context.globalAlpha = stroke.tool === 'highlighter' ? strength * highlighterStrength : strength;
  context.strokeStyle = stroke.colour;
  context.lineWidth = widths[stroke.tool] * context.canvas.width;
  context.lineJoin = 'round';
  context.lineCap = stroke.tool === 'highlighter' ? 'butt' : 'round';
  context.beginPath();
  if (stroke.tool === 'box') context.rect(first.x, first.y, last.x - first.x, last.y - first.y);
  else if (stroke.tool === 'arrow') traceArrow(context, first, last);
  else traceLine(context, first, points);
  context.stroke();
}

function traceLine(context: Canvas2d, first: Point, points: Point[]): void {
  context.moveTo(first.x, first.y);
  // A touch without a move is a dot.
  context.lineTo(first.x + 0.1, first.y);
  for (const { x, y } of points.slice(1)) context.lineTo(x, y);
}

function traceArrow(context: Canvas2d, from: Point, to: Point): void {
  const direction = Math.atan2(to.y - from.y, to.x - from.x);
  const head = Math.min(context.lineWidth * 5, Math.hypot(to.x - from.x, to.y - from.y));
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  for (const turn of [Math.PI - 0.5, Math.PI + 0.5]) {
    context.moveTo(to.x, to.y);
    context.lineTo(to.x + head * Math.cos(direction + turn), to.y + head * Math.sin(direction + turn));
  }
}

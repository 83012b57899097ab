import { getStroke } from 'perfect-freehand';
import type { Point } from './annotation.ts';

/** The outline of a pen's stroke as a path; `size` is its breadth, in the unit of the points. */
export function outlineOf(points: Point[], size: number): string {
  const outline = getStroke(points, { size, thinning: 0.45, smoothing: 0.6, streamline: 0.4, last: true });
  const [first, ...rest] = visible(outline).map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return first === undefined ? '' : `M${first}L${rest.join(' ')}Z`;
}

/** Nearer than this to the point before, nobody sees a corner; turns have hundreds of such points. */
const nearest = 1;

function visible(outline: Point[]): Point[] {
  let last: Point | undefined;
  return outline.filter((point) => {
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < nearest) return false;
    last = point;
    return true;
  });
}

import { getStroke } from 'perfect-freehand';
import type { Point } from './annotation.ts';

/** The outline of a pen's stroke as a path; `size` is its breadth, in the unit of the points. */
export function outlineOf(points: Point[], size: number): string {
  const outline = getStroke(points, { size, thinning: 0.45, smoothing: 0.6, streamline: 0.4, last: true });
  const [first, ...rest] = outline.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return first === undefined ? '' : `M${first}L${rest.join(' ')}Z`;
}

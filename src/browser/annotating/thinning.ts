import { most, type Point } from '../wire/annotation.ts';

/** Nearer than this to the point before, nobody sees a difference. */
const nearest = 0.002;

/** A stroke as it is kept: without points that change nothing, and with no more of them than it may have. */
export function thinned(points: Point[]): Point[] {
  let kept = apart(points, nearest);
  for (let distance = nearest * 2; kept.length > most.pointsOfStroke; distance *= 2) kept = apart(points, distance);
  return kept;
}

/** The first and the last stay. */
function apart(points: Point[], distance: number): Point[] {
  const kept: Point[] = [];
  for (const [index, point] of points.entries()) {
    const before = kept.at(-1);
    const isFar = !before || Math.hypot(point[0] - before[0], point[1] - before[1]) >= distance;
    if (isFar || index === points.length - 1) kept.push(point);
  }
  return kept;
}

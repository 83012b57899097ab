/**
 * Calls at a steady rate, from a worker: the timers of a page that nobody sees run once a second. Whatever was missed
 * is left out and not caught up with.
 */
export function steadily(perSecond: number, work: () => void): void {
  const apartMs = 1000 / perSecond;
  let next = performance.now();
  const turn = () => {
    work();
    next = Math.max(next + apartMs, performance.now() - apartMs);
    setTimeout(turn, Math.max(0, next - performance.now()));
  };
  turn();
}

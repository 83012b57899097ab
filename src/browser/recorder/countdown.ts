/** Counts whole seconds down to nothing, telling each. Resolves false when it was stopped before. */
export function countDown(seconds: number, told: (left: number) => void, stop?: AbortSignal): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  return new Promise((resolve) => {
    const timer = setInterval(tick, 100);
    let last = -1;
    stop?.addEventListener('abort', () => finish(false));
    tick();

    function tick(): void {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left <= 0) return finish(true);
      if (left !== last) told((last = left));
    }
    function finish(completed: boolean): void {
      clearInterval(timer);
      resolve(completed);
    }
  });
}

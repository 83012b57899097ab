import { Refused } from '../answering/requests.ts';

const longestPauseMs = 15_000;

/**
 * Tries until it works, for as long as the page lives: a lost connection or a server that restarts is waited for.
 * `told` hears of every pause. @throws Refused when trying again would be no use
 */
export async function patiently<Result>(
  work: () => Promise<Result>,
  told: (waiting: boolean) => void,
): Promise<Result> {
  for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const result = await work();
      told(false);
      return result;
    } catch (error) {
      if (error instanceof Refused && error.status < 500 && error.status !== 429) throw error;
      told(true);
      await pause(pauseMs);
    }
  }
}

/** Ends early when the connection is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener('online', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    addEventListener('online', over);
  });
}

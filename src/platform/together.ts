/**
 * Starts works side by side and waits for all of them. When one fails, the signal of the others fires, and the failure
 * is thrown once they have ended: nothing is left running behind it.
 */
export async function together<Results extends unknown[]>(
  outer: AbortSignal | undefined,
  start: (signal: AbortSignal) => { [Index in keyof Results]: Results[Index] | Promise<Results[Index]> },
): Promise<Results> {
  const ours = new AbortController();
  const works = start(outer ? AbortSignal.any([outer, ours.signal]) : ours.signal);
  try {
    return await Promise.all(works);
  } catch (error) {
    ours.abort();
    await Promise.allSettled(works);
    throw error;
  }
}

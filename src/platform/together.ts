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

/** Works through a list with a few at a time, in its order; when one fails, those that run are ended as above. */
export async function inLanes<Item>(
  outer: AbortSignal | undefined,
  lanes: number,
  items: Item[],
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  await together(outer, (signal) =>
    Array.from({ length: lanes }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        signal.throwIfAborted();
        await work(item, signal);
      }
    }),
  );
}

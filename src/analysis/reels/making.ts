/** What is being made in this process, by reel. */
const underway = new Map<string, AbortController>();

/** Makes a film in such a way that it can be given up: what is put together may hold what is being erased. */
export async function whileMaking<Result>(
  reelId: string,
  ending: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ours = new AbortController();
  underway.set(reelId, ours);
  return work(AbortSignal.any([ending, ours.signal])).finally(
    () => underway.get(reelId) === ours && underway.delete(reelId),
  );
}

/** It stops, leaves nothing, and is tried again by the queue. */
export function giveUpMaking(reelId: string): void {
  underway.get(reelId)?.abort(new Error('Something in it was erased meanwhile.'));
}

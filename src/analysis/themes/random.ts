/** Numbers from 0 to 1 that look random and are the same each time: mulberry32, in the public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` of the numbers below `size`, each at most once, in rising order; all of them where there are no more. */
export function sample(size: number, count: number, seed: number): number[] {
  const all = Array.from({ length: size }, (_, i) => i);
  if (size <= count) return all;
  const random = randomFrom(seed);
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (size - i));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, count).toSorted((a, b) => a - b);
}

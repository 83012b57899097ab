/** Adjusted Rand index (Hubert and Arabie 1985): 1 for the same groups, 0 for chance. */
export function adjustedRand(one: unknown[], other: unknown[]): number {
  const pairs = (labels: unknown[]) => [...counted(labels).values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const both = pairs(one.map((label, i) => JSON.stringify([label, other[i]])));
  const [ofOne, ofOther] = [pairs(one), pairs(other)];
  const expected = (ofOne * ofOther) / ((one.length * (one.length - 1)) / 2);
  const most = (ofOne + ofOther) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** The share of things that have their group's commonest label. */
export function purity(labels: unknown[], groups: unknown[]): number {
  let right = 0;
  for (const group of new Set(groups)) {
    right += Math.max(...counted(labels.filter((_, i) => groups[i] === group)).values());
  }
  return right / labels.length;
}

/** The label that most things of a group have. */
export function commonest(labels: unknown[], groups: unknown[], group: unknown): unknown {
  const counts = [...counted(labels.filter((_, i) => groups[i] === group))];
  return counts.toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

export function counted(values: unknown[]): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

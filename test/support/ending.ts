import { after } from 'mocha';

const endings: (() => unknown)[] = [];

/** Puts something in order when the suite ends, or before that by `endAll`; what was begun last ends first. */
export function atEnd(work: () => unknown): void {
  if (endings.length === 0) after(endAll);
  endings.push(work);
}

export async function endAll(): Promise<void> {
  for (let work; (work = endings.pop());) await work();
}

import type { Db } from '../../platform/database.ts';
import { countThemesFelt, listTelling, type Telling } from './feelings.store.ts';
import type { Shift } from './shifts.ts';
import type { Period } from './store.ts';

/** A shift with what was said after it. */
export interface ToldShift extends Shift {
  direction: 'better' | 'worse';
  /** What many more speak of with that feeling than before, where themes were looked for. */
  about: { name: string; before: number; after: number } | undefined;
  quotes: Telling[];
}

const quotesShown = 3;

/** What was said then: the strongest sentences of the feeling that grew, about what grew most first. */
export async function toldShifts(db: Db, formId: string, period: Period, shifts: Shift[]): Promise<ToldShift[]> {
  return Promise.all(shifts.map((shift) => told(db, formId, period, shift)));
}

async function told(db: Db, formId: string, period: Period, shift: Shift): Promise<ToldShift> {
  const direction = shift.after.mean > shift.before.mean ? 'better' : 'worse';
  const feeling = direction === 'better' ? 'positive' : 'negative';
  const [earlier, later] = [
    { from: shift.since, until: shift.at },
    { from: shift.at, until: shift.until ?? period.until },
  ];
  const before = await countThemesFelt(db, formId, earlier, feeling);
  const after = await countThemesFelt(db, formId, later, feeling);
  const grown = after
    .map((theme) => ({ ...theme, before: before.find(({ id }) => id === theme.id)?.people ?? 0 }))
    .map((theme) => ({ ...theme, growth: theme.people / shift.after.people - theme.before / shift.before.people }))
    .toSorted((a, b) => b.growth - a.growth)[0];
  // One person in ten more, and three at least: less may be chance.
  const most = grown && grown.growth >= 0.1 && grown.people >= 3 ? grown : undefined;
  const which = { feeling, themeId: most?.id ?? null, limit: quotesShown } as const;
  return {
    ...shift,
    direction,
    about: most && { name: most.name, before: most.before, after: most.people },
    quotes: await listTelling(db, formId, later, which),
  };
}

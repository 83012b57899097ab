import { timestamp } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import { findAnalysis } from './analysis.store.ts';
import { replaceMoves, type Move } from './move.store.ts';
import * as store from './theme.store.ts';
import type { ComparedSentence, Theme } from './theme.store.ts';
import type { Arrangement, ArrangementRequest, Placement } from './themes/arrangement.ts';

/** What is to be kept of an arrangement. */
export interface Kept {
  placements: Placement[];
  /** With the id that each has from now on. */
  themes: { id: string; isNew: boolean; name: string; phrases: string[] }[];
  /** Nobody touched them, and nothing is in them any more. */
  goneIds: string[];
}

/** What was found again keeps its id and its name: more than half of what was in a theme is in the one that was found. */
export function keepIdentity(
  { sentences }: ArrangementRequest,
  { placements, themes }: Arrangement,
  before: Theme[],
): Kept {
  const ids = new Map<string, string>();
  const free = new Set(before.filter(({ isKept }) => !isKept).map(({ id }) => id));
  for (const { key } of themes) {
    const wasThere = before.some(({ id }) => id === key);
    if (wasThere) free.delete(key);
    ids.set(key, wasThere ? key : newId());
  }
  for (const { key } of themes) {
    if (before.some(({ id }) => id === key)) continue;
    const again = [...free].find((id) => mostlyIn(id, key, sentences, placements));
    if (again) ids.set(key, again);
    if (again) free.delete(again);
  }
  return {
    placements: placements.map((placement) => ({
      ...placement,
      theme: placement.theme && (ids.get(placement.theme) ?? null),
    })),
    themes: themes.map(({ key, name, phrases }) => {
      const id = ids.get(key)!;
      return { id, isNew: !before.some((theme) => theme.id === id), name, phrases };
    }),
    goneIds: before.filter(({ id, isKept }) => !isKept && ![...ids.values()].includes(id)).map(({ id }) => id),
  };
}

function mostlyIn(
  id: string,
  key: string,
  sentences: ArrangementRequest['sentences'],
  placements: Placement[],
): boolean {
  const was = sentences.flatMap(({ themeId }, i) => (themeId === id ? [i] : []));
  return was.filter((i) => placements[i]!.theme === key).length * 2 > was.length;
}

/** What a run saw when it began. */
interface Seen {
  analysisId: string;
  before: ComparedSentence[];
  themes: Theme[];
}

/** What somebody touched, merged, split or moved while the run was at work stays as they have it. */
export async function keep(
  trx: Db,
  { clock }: JobContext,
  seen: Seen,
  { placements, themes, goneIds }: Kept,
): Promise<void> {
  const { analysisId } = seen;
  if (!(await findAnalysis(trx, analysisId))) return;
  const untouched = (await store.listThemes(trx, analysisId)).filter(({ isKept }) => !isKept).map(({ id }) => id);
  await store.deleteThemes(
    trx,
    goneIds.filter((id) => untouched.includes(id)),
  );
  for (const { id, isNew, name, phrases } of themes) {
    if (!isNew) await store.updateTheme(trx, id, { phrases });
    else {
      const theme = {
        id,
        analysisId,
        name,
        isNamed: false,
        description: null,
        isPinned: false,
        isKept: false,
        phrases,
      };
      await store.insertTheme(trx, theme, timestamp(clock));
    }
  }
  const now = await store.findPlacedThemes(trx, analysisId);
  const kept = placements.map((placement, i) => ({ ...placement, theme: themeNow(placement, seen.before[i]!, now) }));
  await store.replacePlacements(trx, analysisId, kept);
  for (const example of await store.listExamples(trx, analysisId)) await store.placeExample(trx, example);
  await replaceMoves(trx, analysisId, movesOf(seen, kept));
}

/** A theme that the run itself has just deleted leaves its sentences where the run puts them. */
function themeNow({ theme }: Placement, { id, themeId }: ComparedSentence, now: Map<string, string>): string | null {
  const placed = now.get(id);
  return placed !== undefined && placed !== themeId ? placed : theme;
}

/** So many are told; that there were more, the numbers say. */
const mostMoves = 200;

function movesOf({ before, themes }: Seen, placements: Placement[]): Move[] {
  const isOld = new Set(themes.map(({ id }) => id));
  const moves = before.flatMap(({ id, themeId, isPlaced }, i): Move[] => {
    const to = placements[i]?.theme ?? null;
    const isTold = isPlaced ? themeId !== to : to !== null && isOld.has(to);
    return isTold ? [{ sentenceId: id, isNew: !isPlaced, fromThemeId: themeId, toThemeId: to }] : [];
  });
  return moves.toSorted((a, b) => Number(a.isNew) - Number(b.isNew)).slice(0, mostMoves);
}

/** What a run changed, in numbers and names. */
export function changesOf(before: ComparedSentence[], themes: Theme[], { placements, themes: after, goneIds }: Kept) {
  const isOld = new Set(themes.map(({ id }) => id));
  const joined = new Set<string>();
  let moved = 0;
  for (const [i, { themeId, isPlaced, answerId }] of before.entries()) {
    const theme = placements[i]?.theme ?? null;
    if (!isPlaced && theme && isOld.has(theme)) joined.add(answerId);
    if (isPlaced && themeId !== theme) moved++;
  }
  return {
    joined: joined.size,
    fresh: after.filter(({ isNew }) => isNew).map(({ name }) => name),
    gone: themes.filter(({ id }) => goneIds.includes(id)).map(({ name }) => name),
    moved,
  };
}

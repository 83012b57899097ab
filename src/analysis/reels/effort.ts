import { montageEffort, type MontageEffort } from '../../media/montage-effort.ts';
import { PartUnreadable } from '../../media/montage.ts';
import type { Deps } from '../../platform/deps.ts';
import { count } from '../../platform/http/words.ts';
import { Recent } from '../../platform/recent.ts';
import { montageOf } from './montage-of.ts';
import { fingerprintsOf, planFilm, wordedParts, type Planned, type WordedPart } from './plan.ts';
import type { Reel } from './reel.ts';

/** What making a film takes, before it is made. */
export interface Effort {
  /** "about 20 seconds", an estimate. */
  takes: string;
  /** What of it is encoded anew, which is what takes time: why, and which parts by their numbers. */
  anew: { why: string; numbers: number[]; seconds: number }[];
  /** Why no film can be made; undefined where one can. */
  unusable: string | undefined;
}

const keptSeconds = 600;

/** Tells it, and remembers it for a while: recordings have to be looked into, a tenth of a second each. */
export function effortTeller(deps: Deps): (reel: Reel) => Promise<Effort | undefined> {
  const known = new Recent<Effort>(deps.clock, keptSeconds);
  return async (reel) => {
    const parts = await wordedParts(deps.db, reel);
    const planned = planFilm(reel, parts);
    if (planned.length === 0) return undefined;
    const { plan, words } = fingerprintsOf(reel, planned);
    return known.get(`${reel.id} ${plan} ${words}`, () => lookAt(deps, reel, parts, planned));
  };
}

async function lookAt({ config, storage }: Deps, reel: Reel, parts: WordedPart[], planned: Planned[]): Promise<Effort> {
  try {
    const { seconds, anew } = await montageEffort(config, montageOf(storage, reel, planned));
    return { takes: roughly(seconds), anew: byReason(anew, parts, planned), unusable: undefined };
  } catch (error) {
    if (!(error instanceof PartUnreadable)) throw error;
    return { takes: '', anew: [], unusable: inTheReel(error, parts, planned) };
  }
}

/** Nobody believes the second. */
function roughly(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `about ${count(Math.round(seconds / 5) * 5, 'second')}`;
  return `about ${count(Math.round(seconds / 60), 'minute')}`;
}

function byReason(anew: MontageEffort['anew'], parts: WordedPart[], planned: Planned[]): Effort['anew'] {
  const reasons = [...new Set(anew.map(({ words }) => words))];
  return reasons.map((why) => {
    const those = anew.filter(({ words }) => words === why);
    const numbers = those.map(({ index }) => numberOf(parts, planned[index]));
    return { why, numbers, seconds: Math.round(those.reduce((sum, { seconds }) => sum + seconds, 0)) };
  });
}

function numberOf(parts: WordedPart[], planned: Planned | undefined): number {
  return parts.findIndex(({ id }) => id === planned?.part?.id) + 1;
}

/** The number that a part has on the page: questions have none of their own. */
export function inTheReel(error: PartUnreadable, parts: WordedPart[], planned: Planned[]): string {
  const reason = error.message.replace(/^Part \d+ cannot be used\. /, '');
  return `Number ${numberOf(parts, planned[error.index])} cannot be used. ${reason} Take it out, or choose another quote.`;
}

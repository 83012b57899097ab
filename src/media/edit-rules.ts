import { Invalid } from '../platform/http/errors.ts';
import { duration } from '../platform/http/words.ts';
import type { Stretch } from '../platform/silence.ts';
import type { Edit, Region } from './edit.ts';
import { hundredths, keptOf, lengthOf } from './timeline.ts';

type Contents = Pick<Edit, 'cuts' | 'regions' | 'mutes'>;

const mostOfEach = 200;
const leastLeft = 0.5;

/** An edit as it is kept: in order, to the hundredth of a second. @throws Invalid, a sentence about each list */
export function checkedEdit({ cuts, regions, mutes }: Contents, seconds: number): Contents {
  for (const [name, list] of Object.entries({ cuts, regions, mutes })) {
    if (list.length > mostOfEach) refuse(name, `There are at most ${mostOfEach} ${words[name]} in a recording.`);
  }
  const checked = {
    cuts: cuts.map((span) => inside('cuts', span, seconds)).toSorted(byStart),
    mutes: mutes.map((span) => inside('mutes', span, seconds)).toSorted(byStart),
    regions: regions.map((region) => checkedRegion(region, seconds)),
  };
  refuseOverlaps(checked.cuts);
  if (lengthOf(keptOf(checked.cuts, seconds)) < leastLeft) {
    refuse('cuts', 'Nothing would be left. Keep at least half a second.');
  }
  return checked;
}

const words: Record<string, string> = { cuts: 'cuts', regions: 'hidden parts', mutes: 'muted stretches' };

/** Half a second past the end is rounding, and means the end. */
function inside(name: string, [start, end]: Stretch, seconds: number): Stretch {
  if (!(start >= 0)) refuse(name, 'A stretch cannot begin before the recording does.');
  if (!(end > start)) refuse(name, 'A stretch has to end after it begins.');
  if (!(end <= seconds + 0.5)) {
    refuse(name, `${duration(end)} is past the end: the recording is ${duration(seconds)} long.`);
  }
  // Up to the very end, so that no last frame is left over.
  const last = end >= seconds - 0.02 ? seconds : hundredths(end);
  const first = hundredths(start);
  if (!(last > first)) refuse(name, 'A stretch is at least a hundredth of a second long.');
  return [first, last];
}

function refuseOverlaps(cuts: Stretch[]): void {
  for (const [i, [start]] of cuts.entries()) {
    const before = cuts[i - 1];
    if (before && start < before[1]) refuse('cuts', `Two cuts overlap at ${duration(start)}. Make them one.`);
  }
}

function checkedRegion(region: Region, seconds: number): Region {
  const { x, y, width, height } = region;
  const isInside = x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1.000_001 && y + height <= 1.000_001;
  if (!isInside) refuse('regions', 'A hidden part has to lie within the picture.');
  const [start, end] = inside('regions', [region.start, region.end], seconds);
  return { x, y, width, height, start, end, look: region.look };
}

function byStart(a: Stretch, b: Stretch): number {
  return a[0] - b[0];
}

function refuse(name: string, message: string): never {
  throw new Invalid({ [name]: message });
}

import type { MontagePart } from '../../media/montage.ts';
import type { Storage } from '../../platform/files.ts';
import type { Planned } from './plan.ts';
import type { Reel } from './reel.ts';

/** What is planned, as it is put together. */
export function montageOf(
  storage: Storage,
  { burnsCaptions }: Pick<Reel, 'burnsCaptions'>,
  planned: Planned[],
): MontagePart[] {
  return planned.map((each) => {
    const { kind, seconds } = each;
    if (kind === 'card') return { kind, seconds, title: each.title, subtitle: each.subtitle, body: each.body };
    const { part, start, end, name: label } = each;
    const captions = part.said.map((segment) => ({
      ...segment,
      start: segment.start - start,
      end: segment.end - start,
    }));
    const file = storage.clip(part.clipId, 'play.mp4');
    const hasVideo = part.clipKind === 'video';
    return { kind, file, hasVideo, start, end, label, captions: burnsCaptions ? captions : null };
  });
}

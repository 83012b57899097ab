/** From and to, in seconds: what is jumped over. */
export type Gap = readonly [from: number, to: number];

/** A player may stand a little before the place it was sent to; that is no reason to be sent there again. */
const precisionSeconds = 0.05;

/**
 * Jumps over gaps while it plays and `isOn`. A gap that somebody goes into by hand is played to its end, for otherwise
 * they could not hear what is there.
 */
export function jumpOver(media: HTMLMediaElement, gaps: Gap[], isOn: () => boolean): void {
  let timer = 0;
  let chosen: Gap | undefined;
  let target: number | undefined;
  const look = () => {
    clearTimeout(timer);
    const { currentTime: now, paused, seeking, playbackRate } = media;
    if (paused || seeking || !isOn()) return;
    const gap = gapAt(gaps, now);
    if (gap !== chosen) chosen = undefined;
    if (gap && !chosen) {
      target = gap[1];
      media.currentTime = target;
      return;
    }
    // `timeupdate` alone would be up to a quarter of a second late.
    const next = gaps.find(([from]) => from > now);
    if (next) timer = window.setTimeout(look, ((next[0] - now) / playbackRate) * 1000);
  };
  media.addEventListener('seeking', () => {
    if (target === undefined) chosen = gapAt(gaps, media.currentTime);
    target = undefined;
  });
  for (const event of ['play', 'seeked', 'timeupdate', 'ratechange']) media.addEventListener(event, look);
}

function gapAt(gaps: Gap[], seconds: number): Gap | undefined {
  return gaps.find(([from, to]) => from <= seconds && seconds < to - precisionSeconds);
}

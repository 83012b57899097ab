import type { Beats } from '../wire.ts';

type Span = Beats['spans'][number];

const everyMs = 6000;

/** A longer step between two looks at a player is no playing: it was moved, or the computer slept. In seconds of film at normal speed. */
const longestStep = 3;

const mostSpans = 50;

/** What was played in one place that counts it, and has not been sent. */
class Played {
  readonly #place: HTMLElement;
  #spans: Span[] = [];
  #at: number | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  look({ currentTime, playbackRate, seeking }: HTMLMediaElement): void {
    if (seeking) return this.leave();
    const before = this.#at;
    this.#at = currentTime;
    if (before === undefined || currentTime <= before || currentTime - before > longestStep * playbackRate) return;
    const last = this.#spans.at(-1);
    if (last?.[1] === before) last[1] = currentTime;
    else this.#spans.push([before, currentTime]);
  }

  /** Playing goes on from elsewhere. */
  leave(): void {
    this.#at = undefined;
  }

  /** What does not arrive is sent with what comes next. */
  async send(): Promise<void> {
    const spans = this.#spans.splice(0, mostSpans);
    if (spans.length === 0) return;
    const { beats = '', token = '', csrf = '' } = this.#place.dataset;
    const answer = await fetch(beats, {
      method: 'POST',
      keepalive: true,
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'X-Token': token,
        'X-CSRF-Token': csrf,
      },
      body: JSON.stringify({ spans: spans.map(rounded) } satisfies Beats),
    }).catch(() => undefined);
    if (!answer || answer.status >= 500) this.#spans.unshift(...spans);
  }
}

function rounded([from, to]: Span): Span {
  return [Math.round(from * 100) / 100, Math.round(to * 100) / 100];
}

/** Tells the server, every few seconds, which parts of a film somebody watches. */
export function sendBeats(): void {
  const places = new Map<Element, Played>();
  const playedIn = ({ target }: Event): Played | undefined => {
    const place = target instanceof HTMLMediaElement && target.closest<HTMLElement>('[data-beats]');
    if (!place) return undefined;
    const played = places.get(place) ?? new Played(place);
    places.set(place, played);
    return played;
  };
  // Media events do not bubble: they are caught on their way down.
  const on = (name: string, listen: (played: Played, media: HTMLMediaElement) => void) =>
    document.addEventListener(
      name,
      (event) => {
        const played = playedIn(event);
        if (played) listen(played, event.target as HTMLMediaElement);
      },
      { capture: true },
    );
  const sendAll = () => places.forEach((played) => void played.send());
  on('timeupdate', (played, media) => !media.paused && played.look(media));
  on('seeking', (played) => played.leave());
  on('pause', (played, media) => {
    played.look(media);
    played.leave();
    void played.send();
  });
  setInterval(sendAll, everyMs);
  addEventListener('pagehide', sendAll);
  document.addEventListener('visibilitychange', () => document.hidden && sendAll());
}

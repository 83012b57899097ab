/** What the page says of its comments: see views/comments/_discussion.ejs. */
export interface Discussion {
  element: HTMLElement;
  /** Everything answers below it. */
  base: string;
  token: string;
  asMember: boolean;
}

export function findDiscussion(): Discussion | undefined {
  const element = document.querySelector<HTMLElement>('[data-discussion]');
  const { discussion: base = '', token = '' } = element?.dataset ?? {};
  return element ? { element, base, token, asMember: 'asMember' in element.dataset } : undefined;
}

/** The player of what is commented on; it is replaced when there is a better rendition. */
export function playerOf({ element }: Discussion): HTMLMediaElement | undefined {
  return figureOf({ element })?.querySelector<HTMLMediaElement>('video, audio') ?? undefined;
}

export function figureOf({ element }: Pick<Discussion, 'element'>): HTMLElement | undefined {
  return document.getElementById(`player-${element.dataset.playerOf}`) ?? undefined;
}

/** Seconds; zero while nobody knows. A recording straight from a browser does not say how long it is. */
export function lengthOf(media: HTMLMediaElement): number {
  if (Number.isFinite(media.duration)) return media.duration;
  return Number(media.closest('media-controller')?.getAttribute('defaultduration')) || 0;
}

import { clock } from '../player/clock.ts';

/** Something said at a moment. */
export interface Mark {
  /** Seconds. */
  at: number;
  /** `comment`, or the name of a reaction. */
  sign: string;
  count: number;
  words: string;
  commentId?: string;
}

/** Wide enough for a finger; what is closer together shares a button. */
const buttonPixels = 26;

/** Draws a button for each moment, or for those that are too close to be told apart, and leads there. */
export function drawMarks(
  strip: HTMLElement,
  marks: Mark[],
  seconds: number,
  icons: HTMLElement,
  go: (at: number) => void,
): void {
  const width = strip.clientWidth - buttonPixels;
  strip.hidden = marks.length === 0 || seconds <= 0;
  if (strip.hidden) return strip.replaceChildren();
  const left = (at: number) => Math.min(1, at / seconds) * Math.max(0, strip.clientWidth - buttonPixels);
  strip.replaceChildren(
    ...grouped(marks, (at) => (width > 0 ? left(at) : 0)).map((group) => {
      const button = drawn(group, icons);
      button.style.insetInlineStart = `${left(group[0].at)}px`;
      button.addEventListener('click', () => go(group[0].at));
      return button;
    }),
  );
}

type Group = [Mark, ...Mark[]];

function grouped(marks: Mark[], left: (at: number) => number): Group[] {
  const groups: Group[] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && left(mark.at) - left(last[0].at) < buttonPixels) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

function drawn(group: Group, icons: HTMLElement): HTMLButtonElement {
  const [first] = group;
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.at = String(first.at);
  const total = group.reduce((sum, { count }) => sum + count, 0);
  button.ariaLabel = `${wordsFor(group, total)} at ${clock(first.at)}`;
  button.title = button.ariaLabel;
  // A comment says more than a reaction.
  const sign = (group.find((mark) => mark.sign === 'comment') ?? first).sign;
  button.dataset.sign = sign;
  const icon = iconOf(sign, icons);
  if (icon) button.append(icon);
  if (total > 1) button.append(String(total));
  return button;
}

function wordsFor(group: Group, total: number): string {
  if (total === 1) return group[0].words;
  if (new Set(group.map(({ sign }) => sign)).size > 1) return `${total} comments and reactions`;
  return group[0].sign === 'comment' ? `${total} comments` : `${total} × ${group[0].words}`;
}

/** As the page has it on the buttons. */
export function iconOf(sign: string, within: HTMLElement): Node | undefined {
  const place = sign === 'comment' ? '[data-comment-icon]' : `[data-emoji="${sign}"]`;
  return within.querySelector(`${place} svg`)?.cloneNode(true);
}

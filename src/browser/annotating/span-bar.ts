import { clock } from '../player/clock.ts';
import type { Span } from '../wire/annotation.ts';
import type { Board } from './board.ts';
import type { Mark } from './mark.ts';
import { hundredths, type Moments } from './moments.ts';

/** What is shorter could not be seen. */
const shortest = 0.2;

/** Two handles on one line: when the chosen one appears, and when it goes. Returns what shows them. */
export function spanBar(panel: HTMLElement, board: Board, moments: Moments): (mark: Mark) => void {
  const [start, end] = ['start', 'end'].map((edge) =>
    panel.querySelector<HTMLInputElement>(`input[data-edge=${edge}]`)!,
  ) as [HTMLInputElement, HTMLInputElement];
  const set = (span: Span, gesture?: string) => {
    const { mark } = board;
    if (mark) board.update({ ...mark, span: within(span, moments.end) }, gesture);
  };
  start.addEventListener('input', () => {
    const from = Number(start.value);
    set({ start: from, end: Math.max(Number(end.value), from + shortest) }, 'span');
    moments.go(from);
  });
  end.addEventListener('input', () => {
    const until = Number(end.value);
    set({ start: Math.min(Number(start.value), until - shortest), end: until }, 'span');
  });
  panel.querySelector('[data-begins-here]')?.addEventListener('click', () => {
    if (board.mark) set({ start: moments.now, end: Math.max(board.mark.span.end, moments.now + shortest) });
  });
  panel.querySelector('[data-ends-here]')?.addEventListener('click', () => {
    if (board.mark) set({ start: Math.min(board.mark.span.start, moments.now - shortest), end: moments.now });
  });
  return ({ span }) => {
    for (const [input, value] of [
      [start, span.start],
      [end, span.end],
    ] as const) {
      input.max = String(moments.end);
      input.value = String(value);
      input.setAttribute('aria-valuetext', clock(value));
    }
    panel.querySelector('[data-times]')!.textContent = `${tenths(span.start)} to ${tenths(span.end)}`;
    const bar = panel.querySelector<SVGElement>('[data-span]')!;
    bar.setAttribute('viewBox', `0 0 ${moments.end} 1`);
    place(bar.querySelector('[data-stretch]')!, span.start, span.end - span.start);
    place(bar.querySelector('[data-now]')!, moments.now, moments.end / 200);
  };
}

function within({ start, end }: Span, last: number): Span {
  const from = Math.max(0, Math.min(start, last - shortest));
  return { start: hundredths(from), end: hundredths(Math.min(last, Math.max(end, from + shortest))) };
}

function place(rect: Element, x: number, width: number): void {
  rect.setAttribute('x', String(x));
  rect.setAttribute('width', String(width));
}

/** "0:05.3" */
function tenths(seconds: number): string {
  const rounded = Math.round(seconds * 10) / 10;
  return `${clock(rounded)}.${Math.round((rounded % 1) * 10) % 10}`;
}

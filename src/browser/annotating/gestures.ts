import { most, type Point } from '../wire/annotation.ts';
import type { Board } from './board.ts';
import type { Layer } from './layer.ts';
import { inPicture, isFigure, isTooSmall, moved, newMark, stretched, type Mark } from './mark.ts';
import type { Moments } from './moments.ts';
import type { Palette } from './palette.ts';
import { thinned } from './thinning.ts';

/** How long what is drawn is to be seen, unless somebody chooses otherwise. */
const usualSeconds = 5;

export interface Drawing {
  board: Board;
  layer: Layer;
  moments: Moments;
  palette: Palette;
  /** Told why nothing more can be drawn. */
  say: (sentence: string) => void;
}

/** A finger, a pen or a mouse on the picture: draws with the tool in hand; without one it chooses and moves. */
export function listenToPointers(drawing: Drawing): void {
  const { element } = drawing.layer;
  element.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    const gesture = begin(drawing, event);
    if (gesture) follow(element, event.pointerId, drawing.layer, gesture);
  });
}

interface Gesture {
  to(point: Point): void;
  end(): void;
}

function begin(drawing: Drawing, event: PointerEvent): Gesture | undefined {
  const { board, layer, palette } = drawing;
  const at = layer.pointAt(event);
  const target = event.target as Element;
  const handle = target.closest<SVGElement>('[data-handle]')?.dataset.handle;
  if (board.mark && handle) return reshape(board, board.mark, handle as 'from' | 'to');
  if (palette.tool) return draw(drawing, inPicture(at));
  const id = target.closest<SVGElement>('[data-mark]')?.dataset.mark;
  board.choose(id);
  if (id) layer.focus(id);
  else layer.element.focus({ preventScroll: true });
  return board.mark && move(board, board.mark, at);
}

function follow(element: SVGElement, pointer: number, layer: Layer, gesture: Gesture): void {
  element.setPointerCapture(pointer);
  const ended = new AbortController();
  const on = (name: 'pointermove' | 'pointerup' | 'pointercancel', handle: (event: PointerEvent) => void) =>
    element.addEventListener(name, (event) => event.pointerId === pointer && handle(event), { signal: ended.signal });
  on('pointermove', (event) => {
    // Browsers hand over several movements at once; a stroke wants them all.
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const each of moves.length > 0 ? moves : [event]) gesture.to(layer.pointAt(each));
  });
  const end = () => {
    ended.abort();
    gesture.end();
  };
  on('pointerup', end);
  on('pointercancel', end);
}

function draw(drawing: Drawing, at: Point): Gesture | undefined {
  const mark = begun(drawing, at);
  if (!mark) return undefined;
  const { board } = drawing;
  board.add(mark);
  const drawn = () => board.find(mark.id);
  return {
    to(point) {
      const now = drawn();
      // What has a place and no extent is put, not drawn.
      if (now && !('at' in now)) board.update(stretched(now, inPicture(point)), mark.id);
    },
    end() {
      const now = drawn();
      if (!now) return;
      if (isTooSmall(now)) return board.undo();
      finish(drawing, now.kind === 'pen' ? { ...now, points: thinned(now.points) } : now);
    },
  };
}

/** A mark in the middle, for who draws without a pointer. */
export function drawInTheMiddle(drawing: Drawing): void {
  const mark = begun(drawing, [0.35, 0.35]);
  if (!mark) return;
  const whole = isFigure(mark) || mark.kind === 'pen' ? stretched(mark, [0.65, 0.65]) : mark;
  drawing.board.add(whole);
  finish(drawing, whole);
}

/** From now on, for a while; a film that plays stops, so that it does not run away from what is drawn on it. */
function begun({ board, moments, palette, say }: Drawing, at: Point): Mark | undefined {
  if (!palette.tool) return undefined;
  if (board.marks.length >= most.annotations) {
    say(`A recording has at most ${most.annotations} annotations. Delete some first.`);
    return undefined;
  }
  moments.pause();
  const { end } = moments;
  const start = Math.max(0, Math.min(moments.now, end - 0.5));
  return newMark(palette.tool, at, { start, end: Math.min(end, start + usualSeconds) }, palette.style);
}

/** The pen stays in hand, for handwriting is many strokes. */
function finish({ board, layer, palette }: Drawing, mark: Mark): void {
  board.update(mark, mark.id);
  if (mark.kind !== 'pen') palette.take(undefined);
  board.choose(mark.id);
  if (mark.kind === 'text') document.querySelector<HTMLTextAreaElement>('[data-text]')?.select();
  else if (mark.kind !== 'pen') layer.focus(mark.id);
}

function reshape(board: Board, mark: Mark, end: 'from' | 'to'): Gesture {
  const gesture = `reshape ${performance.now()}`;
  return {
    to(point) {
      const now = board.find(mark.id);
      if (now && isFigure(now)) board.update({ ...now, [end]: inPicture(point) }, gesture);
    },
    end: () => undefined,
  };
}

function move(board: Board, mark: Mark, from: Point): Gesture {
  const gesture = `move ${performance.now()}`;
  return {
    to([x, y]) {
      const [dx, dy] = [x - from[0], y - from[1]];
      // A trembling finger moves nothing.
      const isMeant = Math.hypot(dx, dy) > 0.006 || board.find(mark.id) !== mark;
      if (isMeant && board.find(mark.id)) board.update(moved(mark, dx, dy), gesture);
    },
    end: () => undefined,
  };
}

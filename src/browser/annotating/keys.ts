import { isTyping, singleKeysAreOn } from '../player/single-keys.ts';
import { drawInTheMiddle, type Drawing } from './gestures.ts';
import { inPicture, isFigure, moved, type Mark, type Tool } from './mark.ts';

const tools: Record<string, Tool> = { p: 'pen', a: 'arrow', b: 'box', e: 'ellipse', t: 'text', n: 'step', r: 'redact' };
const directions: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A hundredth of the picture with each press; with Alt a fifth of that. */
const step = { coarse: 0.01, fine: 0.002 };

/**
 * Letters take tools, unless a person has switched such keys off, and Ctrl+Z takes back, from anywhere on the page but
 * where somebody writes. Before the player's keys: on the picture the arrows move what is drawn.
 */
export function listenToKeys(drawing: Drawing): void {
  const listen = (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (event.ctrlKey || event.metaKey) return takeBack(drawing, event);
    if (!act(drawing, event, event.target)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('keydown', listen, { capture: true });
}

function takeBack({ board }: Drawing, event: KeyboardEvent): void {
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) board.redo();
  else board.undo();
}

/** True when the key meant something here. */
function act(drawing: Drawing, event: KeyboardEvent, target: Element): boolean {
  const { board, layer, palette } = drawing;
  const { key } = event;
  const isOnPicture = layer.element.contains(target);
  const tool = event.altKey || !singleKeysAreOn() ? undefined : tools[key.toLowerCase()];
  if (tool) return done(() => palette.take(tool));
  if (key === 'Escape') return done(() => (palette.tool ? palette.take(palette.tool) : board.choose(undefined)));
  if (key === 'Enter' && isOnPicture && palette.tool) return done(() => drawInTheMiddle(drawing));
  const isDeletion = key === 'Delete' || (key === 'Backspace' && isOnPicture);
  if (isDeletion && board.mark) return done(() => board.remove(board.chosen));
  const direction = directions[key];
  if (!direction || !board.mark || !(isOnPicture || target === document.body)) return false;
  return done(() => nudge(drawing, board.mark!, direction, event));
}

function done(work: () => void): true {
  work();
  return true;
}

/** With Shift what is drawn grows or shrinks instead. */
function nudge({ board }: Drawing, mark: Mark, [x, y]: [number, number], event: KeyboardEvent): void {
  const far = event.altKey ? step.fine : step.coarse;
  const isReshaped = event.shiftKey && isFigure(mark);
  const there = isReshaped
    ? { ...mark, to: inPicture([mark.to[0] + x * far, mark.to[1] + y * far]) }
    : moved(mark, x * far, y * far);
  board.update(there, `nudge ${mark.id}`);
}

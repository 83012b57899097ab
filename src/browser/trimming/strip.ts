import { endOf, restored, startOf, withEnd, withStart, type Cut } from './cuts.ts';
import type { Edit } from './edit.ts';
import type { Selection } from './selection.ts';
import { moment } from './timing.ts';

/** An edge that can be moved, by what it is of. */
interface Edge {
  key: string;
  label: string;
  at: number;
  /** The cuts once it is somewhere else. */
  moved(at: number): Cut[];
}

/** The strip on which one finds one's place: cuts and their edges, which can be dragged or moved with the arrow keys. */
export function showStrip(strip: HTMLElement, edit: Edit, selection: Selection, seek: (at: number) => void): void {
  const layer = strip.querySelector<HTMLElement>('[data-layer]')!;
  const show = () => draw(layer, edit, selection);
  edit.addEventListener('change', show);
  selection.addEventListener('change', show);
  show();
  layer.addEventListener('pointerdown', (event) => begin(event, strip, edit, selection, seek));
  layer.addEventListener('keydown', (event) => {
    const edge = edgeOf(event.target, edit);
    const to = edge && stepped(event, edge.at, edit.seconds);
    if (!edge || to === undefined) return;
    event.preventDefault();
    edit.change(edge.moved(to));
    seek(to);
  });
}

/** A tenth of a second, or a whole one. */
function stepped({ key, shiftKey }: KeyboardEvent, at: number, seconds: number): number | undefined {
  const step = shiftKey ? 1 : 0.1;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(0, at - step);
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(seconds, at + step);
  if (key === 'Home') return 0;
  return key === 'End' ? seconds : undefined;
}

function edgesOf({ cuts, seconds }: Edit): Edge[] {
  const start = { key: 'start', label: 'Start', at: startOf(cuts), moved: (at: number) => withStart(cuts, at) };
  const end = { key: 'end', label: 'End', at: endOf(cuts, seconds), moved: (at: number) => withEnd(cuts, at, seconds) };
  const inner = cuts.filter(([from, to]) => from !== 0 && to !== seconds);
  const edges = inner.flatMap(([from, to], i): Edge[] => {
    const others = restored(cuts, from, to);
    const name = `Cut ${i + 1}`;
    return [
      { key: `from-${i}`, label: `${name} begins`, at: from, moved: (at) => [...others, [Math.min(at, to - 0.1), to]] },
      { key: `to-${i}`, label: `${name} ends`, at: to, moved: (at) => [...others, [from, Math.max(at, from + 0.1)]] },
    ];
  });
  return [start, ...edges, end];
}

function edgeOf(target: EventTarget | null, edit: Edit): Edge | undefined {
  const key = target instanceof Element ? target.closest<HTMLElement>('[data-edge]')?.dataset.edge : undefined;
  return edgesOf(edit).find((edge) => edge.key === key);
}

function draw(layer: HTMLElement, edit: Edit, selection: Selection): void {
  const { seconds } = edit;
  const focused = layer.querySelector<HTMLElement>(':focus')?.dataset.edge;
  const [from, to] = selection.span ?? [0, 0];
  layer.replaceChildren(
    ...edit.cuts.map((cut) => block('cut', cut, seconds)),
    ...selection.proposed.map((cut) => block('proposed', cut, seconds)),
    ...(to > from ? [block('selected', [from, to], seconds)] : []),
    ...edgesOf(edit).map((edge) => handle(edge, seconds)),
  );
  if (focused) layer.querySelector<HTMLElement>(`[data-edge="${focused}"]`)?.focus();
}

function block(name: string, [start, end]: Cut, seconds: number): HTMLElement {
  const made = document.createElement('span');
  made.className = name;
  made.style.insetInlineStart = `${(start / seconds) * 100}%`;
  made.style.inlineSize = `${((end - start) / seconds) * 100}%`;
  return made;
}

function handle({ key, label, at }: Edge, seconds: number): HTMLElement {
  const made = document.createElement('span');
  made.className = `handle ${key}`;
  made.dataset.edge = key;
  made.tabIndex = 0;
  made.role = 'slider';
  made.ariaLabel = label;
  made.ariaValueMin = '0';
  made.ariaValueMax = seconds.toFixed(1);
  made.ariaValueNow = at.toFixed(1);
  made.ariaValueText = moment(at);
  made.style.insetInlineStart = `${(at / seconds) * 100}%`;
  return made;
}

/** Drags an edge, or selects what lies between two moments; a press alone goes there. */
function begin(
  event: PointerEvent,
  strip: HTMLElement,
  edit: Edit,
  selection: Selection,
  seek: (at: number) => void,
): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const edge = edgeOf(event.target, edit);
  const box = strip.getBoundingClientRect();
  const at = ({ clientX }: PointerEvent) => Math.max(0, Math.min(1, (clientX - box.left) / box.width)) * edit.seconds;
  const first = at(event);
  const move = (moved: PointerEvent) => {
    if (edge) edit.pass(edge.moved(at(moved)));
    else selection.select(first, at(moved));
    seek(at(moved));
  };
  const release = (released: PointerEvent) => {
    ended.abort();
    if (edge) edit.change(edge.moved(at(released)));
    else if (Math.abs(at(released) - first) < 0.1) selection.clear();
    seek(at(released));
  };
  const ended = new AbortController();
  strip.setPointerCapture(event.pointerId);
  if (edge) (event.target as HTMLElement).focus();
  strip.addEventListener('pointermove', move, { signal: ended.signal });
  strip.addEventListener('pointerup', release, { signal: ended.signal });
  strip.addEventListener('pointercancel', () => (ended.abort(), edit.change(edit.cuts)), { signal: ended.signal });
}

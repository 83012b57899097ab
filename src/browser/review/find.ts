import { hitsIn, type Hit } from './hits.ts';

let hits: Hit[] = [];
let here = 0;

/** Finds words in all transcripts of the page: lights and counts them, and goes from one to the next. */
export function findInTranscripts(): void {
  const form = document.querySelector<HTMLFormElement>('[data-find]');
  const field = form?.querySelector('input');
  if (!form || !field) return;
  const look = () => {
    hits = field.value.trim()
      ? [...document.querySelectorAll('.transcript')].flatMap((of) => hitsIn(of, field.value))
      : [];
    here = 0;
    show(form, field.value);
  };
  const step = (by: number) => {
    here = (here + by + hits.length) % Math.max(1, hits.length);
    show(form, field.value);
  };
  field.addEventListener('input', look);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key !== 'Escape') return;
    else if (field.value) clear(field, look);
    else field.blur();
    event.preventDefault();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const button of form.querySelectorAll<HTMLElement>('[data-finds]')) {
    button.addEventListener('click', () => step(Number(button.dataset.finds)));
  }
  // A transcript may only now have been made.
  document.addEventListener('htmx:after:swap', () => field.value && look());
}

function clear(field: HTMLInputElement, look: () => void): void {
  field.value = '';
  look();
}

function show(form: HTMLFormElement, words: string): void {
  for (const button of form.querySelectorAll<HTMLElement>('[data-finds]')) button.hidden = hits.length < 2;
  const told = form.querySelector('[data-found]');
  if (told) told.textContent = hits.length > 0 ? `${here + 1} of ${hits.length}` : words.trim() && 'Not found';
  light();
  const phrase = hits[here]?.[0]?.startContainer.parentElement?.closest('[data-start]');
  phrase?.scrollIntoView({ block: 'nearest' });
}

/** By ranges, which leaves the words in their links as they are (https://www.w3.org/TR/css-highlight-api-1/). */
function light(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.set('found', new Highlight(...hits.filter((_, index) => index !== here).flat()));
  CSS.highlights.set('found-here', new Highlight(...(hits[here] ?? [])));
}

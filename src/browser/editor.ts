import Sortable from 'sortablejs';
import htmx from 'htmx.org';

showFieldsForType();
makeSortable();
chooseOwnZone();
holdUntilSaved();

document.addEventListener('change', showFieldsForType);
document.addEventListener('htmx:after:swap', () => {
  showFieldsForType();
  makeSortable();
  focusWhatChanged();
});

/** Each answer type has settings of its own; the others are hidden. */
function showFieldsForType(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-question-form]')) {
    const type = form.querySelector<HTMLSelectElement>('[name="type"]')?.value ?? '';
    for (const part of form.querySelectorAll<HTMLElement>('[data-for]')) {
      part.hidden = !(part.dataset.for ?? '').split(' ').includes(type);
    }
  }
}

/** Questions are reordered by their grip; the buttons beside it do the same for the keyboard. */
function makeSortable(): void {
  const list = document.getElementById('question-list');
  if (!list || Sortable.get(list)) return;
  Sortable.create(list, {
    handle: '[data-grip]',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    onEnd({ item, oldIndex, newIndex }) {
      if (oldIndex === newIndex) return;
      const form = item.querySelector('[data-question-form]')?.getAttribute('action');
      const token = document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
      void htmx.ajax('PUT', `${form}/position`, {
        target: '#questions',
        swap: 'outerHTML',
        values: { position: String(newIndex) },
        headers: { 'X-CSRF-Token': token },
      });
    },
  });
}

function focusWhatChanged(): void {
  const questions = document.getElementById('questions');
  const id = questions?.dataset.focus;
  if (!questions || !id) return;
  delete questions.dataset.focus;
  const target = document.getElementById(id);
  target?.scrollIntoView({ block: 'nearest' });
  target?.focus();
}

/** A closing date is meant in the editor's own zone until another is chosen. */
function chooseOwnZone(): void {
  const select = document.querySelector<HTMLSelectElement>('[data-own-zone]');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (select && [...select.options].some(({ value }) => value === zone)) select.value = zone;
}

/** "Publish" waits for edits that are on their way, so that what is published is what is on the screen. */
function holdUntilSaved(): void {
  const status = () => document.getElementById('saved');
  let saving = 0;
  let waiting: (() => void)[] = [];

  const isAutosave = (event: Event) => event.target instanceof Element && event.target.matches('[data-autosave]');
  document.addEventListener('htmx:before:request', (event) => {
    if (!isAutosave(event)) return;
    saving += 1;
    status()?.replaceChildren('Saving…');
  });
  document.addEventListener('htmx:finally:request', (event) => {
    if (!isAutosave(event)) return;
    saving -= 1;
    if (saving > 0) return;
    for (const go of waiting) go();
    waiting = [];
  });
  document.addEventListener('htmx:response:error', (event) => {
    if (isAutosave(event)) status()?.replaceChildren('Not saved yet: see the message beside the field.');
  });
  document.addEventListener('htmx:error', (event) => {
    if (isAutosave(event)) status()?.replaceChildren('Not saved: the server did not answer. Your text is still here.');
  });
  const hold = (event: SubmitEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-after-saving]') || saving === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.push(() => form.requestSubmit());
  };
  document.addEventListener('submit', hold, { capture: true });
}

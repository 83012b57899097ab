import { recordPrompts } from './editor/prompt-recorder.ts';
import { makeSortable } from './lists/reordering.ts';

const order = {
  list: 'question-list',
  target: '#questions',
  address: (item: HTMLElement) => item.querySelector('[data-question-form]')?.getAttribute('action') ?? '',
};

showFieldsForType();
makeSortable(order);
chooseOwnZone();
holdUntilSaved();
recordPrompts();

document.addEventListener('change', showFieldsForType);
document.addEventListener('htmx:after:swap', () => {
  showFieldsForType();
  makeSortable(order);
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

/** A request of htmx, as its events hold it. */
interface Request {
  response?: { status: number };
}

/** "Publish" waits for edits that are on their way, so that what is published is what is on the screen. */
function holdUntilSaved(): void {
  const saving = new Set<Request>();
  let publishAfterwards = false;

  const onSaving = (name: string, act: (request: Request) => void) =>
    document.addEventListener(name, (event) => {
      const isAutosave = event.target instanceof Element && event.target.matches('[data-autosave]');
      if (isAutosave) act((event as CustomEvent<{ ctx: Request }>).detail.ctx);
    });
  const refused = (request: Request, words: string) => {
    saving.delete(request);
    publishAfterwards = false;
    document.getElementById('saved')?.replaceChildren(words);
  };

  onSaving('htmx:before:request', (request) => {
    saving.add(request);
    document.getElementById('saved')?.replaceChildren('Saving…');
  });
  onSaving('htmx:response:error', (request) => {
    const beside = request.response?.status === 422;
    refused(
      request,
      beside ? 'Not saved yet: see the message beside the field.' : 'Not saved: reload this page first.',
    );
  });
  onSaving('htmx:error', (request) =>
    refused(request, 'Not saved: the server did not answer. Your text is still here.'),
  );
  onSaving('htmx:finally:request', (request) => {
    saving.delete(request);
    if (saving.size > 0 || !publishAfterwards) return;
    publishAfterwards = false;
    document.querySelector<HTMLFormElement>('[data-after-saving]')?.requestSubmit();
  });

  const hold = (event: SubmitEvent) => {
    const held = event.target instanceof Element && event.target.matches('[data-after-saving]') && saving.size > 0;
    if (!held) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    publishAfterwards = true;
  };
  document.addEventListener('submit', hold, { capture: true });
}

import type { QuestionOnPage } from '../wire.ts';
import type { Recorder } from '../recorder/recorder.ts';
import { allowNext, part } from './page.ts';

export type Mode = 'video' | 'voice' | 'typed';

const remembered = 'reelay way of answering';

/** "Record video", "Record voice" and "Type an answer". What records is loaded when it is chosen. */
export function offerModes(page: QuestionOnPage): void {
  const buttons = [...part('modes').querySelectorAll<HTMLButtonElement>('button')];
  let recorder: Recorder | undefined;

  const choose = async (mode: Mode) => {
    press(buttons, mode);
    showSurface(page, mode);
    sessionStorage.setItem(remembered, mode);
    if (mode === 'typed') return recorder?.close();
    recorder ??= await loadRecorder(page);
    await recorder.open(mode);
  };

  part('modes').addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLButtonElement>('[data-mode]');
    if (button) void choose(button.dataset.mode as Mode);
  });
  part('modes').hidden = false;
  const answered = page.answer?.kind;
  if (answered === 'typed') showSurface(page, 'typed');
  else if (answered) offerAgain(answered === 'voice' ? 'voice' : 'video', choose);
  else void begin(page, choose, buttons);
  if (answered) press(buttons, answered);
}

function press(buttons: HTMLButtonElement[], mode: string): void {
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.mode === mode));
}

function showSurface({ required, answer }: QuestionOnPage, mode: Mode): void {
  const text = document.querySelector<HTMLTextAreaElement>('#text');
  part('answer').classList.toggle('plain', mode !== 'typed');
  part('stage').hidden = mode === 'typed';
  if (text) text.disabled = mode !== 'typed';
  if (mode === 'typed') text?.focus();
  allowNext(mode === 'typed' || answer !== null || !required);
}

/** A take is the answer already: it shows, and another can be made. */
function offerAgain(kind: Mode, choose: (mode: Mode) => Promise<void>): void {
  showWhen('kept');
  const again = document.querySelector('#stage [data-when="kept"] [data-again]');
  again?.addEventListener('click', () => void choose(kind), { once: true });
}

/** The way of the last question is offered first; a camera that may not be used yet is not asked for unprompted. */
async function begin(
  page: QuestionOnPage,
  choose: (mode: Mode) => Promise<void>,
  buttons: HTMLButtonElement[],
): Promise<void> {
  const last = sessionStorage.getItem(remembered) as Mode | null;
  const possible = last !== null && buttons.some((button) => button.dataset.mode === last);
  if (possible && (last === 'typed' || (await isAllowed(last)))) return choose(last);
  showSurface(page, 'video');
  showWhen('idle');
}

async function isAllowed(mode: 'video' | 'voice'): Promise<boolean> {
  const names = mode === 'video' ? ['camera', 'microphone'] : ['microphone'];
  const states = names.map((name) => navigator.permissions?.query({ name: name as PermissionName }));
  const answers = await Promise.all(states).catch(() => []);
  return answers.length > 0 && answers.every((answer) => answer?.state === 'granted');
}

function showWhen(state: 'idle' | 'kept'): void {
  for (const element of part('stage').querySelectorAll<HTMLElement>('[data-when]')) {
    element.hidden = element.dataset.when !== state;
  }
}

async function loadRecorder(page: QuestionOnPage): Promise<Recorder> {
  const { Recorder } = await import('../recorder/recorder.ts');
  return new Recorder(page);
}

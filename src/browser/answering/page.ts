import type { Progress, QuestionOnPage } from '../wire.ts';
import type { Sender } from './requests.ts';

/** The element with this id; the views promise that it is there. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- which kind of element it is, the caller knows
export function part<Kind extends Element = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`This page has no #${id}`);
  return found as Element as Kind;
}

/** Undefined on pages without a question. */
export function readQuestion(): QuestionOnPage | undefined {
  return read('question') as QuestionOnPage | undefined;
}

/** Whose answers this page shows: of a question, or of all of them at the end. */
export function readSender(): Sender | undefined {
  return readQuestion() ?? (read('response') as Sender | undefined);
}

function read(name: string): unknown {
  const text = document.querySelector<HTMLElement>(`[data-${name}]`)?.dataset[name];
  return text === undefined ? undefined : JSON.parse(text);
}

/** Writes "2 answers are safe", and colours the frame of this question. */
export function showProgress({ safe }: Progress): void {
  const line = document.getElementById('safe-count');
  if (line) line.textContent = safe === 0 ? '' : `${safe} ${safe === 1 ? 'answer is' : 'answers are'} safe`;
}

const words = { safe: 'safe', sending: 'on its way', now: 'this one', recording: 'recording', coming: 'to come' };

export function showFrame(state: keyof typeof words): void {
  const frame = document.querySelector('.reel [aria-current]');
  if (!frame) return;
  frame.className = state;
  const word = frame.querySelector('.word');
  if (word) word.textContent = words[state];
}

/** There is an answer now: nothing is left for later. */
export function showAnswered(): void {
  document.querySelector('.later')?.remove();
}

/** "Next" waits for an answer where one is required. Missing in a preview, where one can always go on. */
export function allowNext(allowed: boolean): void {
  const next = document.getElementById('next');
  if (next instanceof HTMLButtonElement) next.disabled = !allowed;
}

/** Seconds as "0:07". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

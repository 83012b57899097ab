import type { Progress, QuestionOnPage } from '../wire.ts';
import type { Sender } from './requests.ts';

/** The element with this id; the views promise that it is there. */
export function part<Kind extends Element = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`This page has no #${id}`);
  return found as Element as Kind;
}

/** Undefined on pages without a question. */
export function readQuestion(): QuestionOnPage | undefined {
  return read<QuestionOnPage>('question');
}

/** Whose answers this page shows: of a question, or of all of them at the end. */
export function readSender(): Sender | undefined {
  return readQuestion() ?? read<Sender>('response');
}

function read<Shape>(name: string): Shape | undefined {
  const text = document.querySelector<HTMLElement>(`[data-${name}]`)?.dataset[name];
  return text === undefined ? undefined : (JSON.parse(text) as Shape);
}

/** Writes "2 answers are safe", and colours the frame of this question. */
export function showProgress({ safe }: Progress): void {
  const line = document.getElementById('safe-count');
  if (line) line.textContent = safe === 0 ? '' : `${safe} ${safe === 1 ? 'answer is' : 'answers are'} safe`;
}

const words = { safe: 'safe', sending: 'on its way', now: 'this one', recording: 'recording', empty: 'to come' };

export function showFrame(state: keyof typeof words): void {
  const frame = document.querySelector('.reel [aria-current]');
  if (!frame) return;
  frame.className = state;
  const word = frame.querySelector('.word');
  if (word) word.textContent = words[state];
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

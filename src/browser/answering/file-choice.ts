import type { QuestionOnPage } from '../wire.ts';
import { allowNext, part, showAnswered, showFrame, showProgress } from './page.ts';
import { Refused } from './requests.ts';

/**
 * A file is sent as a take is: in pieces, kept on the device until all of it is safe, going on by itself after a lost
 * connection. What does the work is loaded once a file is there to be sent; a form without one is posted as it is.
 */
export function sendFileSafely(page: QuestionOnPage, form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) return;
  const choice = new FileChoice(page, form, input);
  // A recording from elsewhere is sent with its own button, any other file as soon as it is chosen.
  if (form.id === 'answer') {
    input.addEventListener('change', () => void choice.send());
    // It was chosen before this script was there.
    void choice.send();
  }
  form.addEventListener('submit', (event) => choice.onSubmit(event), { capture: true });
}

type State = 'none' | 'reading' | 'sending' | 'safe';

class FileChoice {
  readonly #page: QuestionOnPage;
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  #state: State = 'none';
  /** A page that comes after can send the rest. */
  #isKept = false;

  constructor(page: QuestionOnPage, form: HTMLFormElement, input: HTMLInputElement) {
    this.#page = page;
    this.#form = form;
    this.#input = input;
    addEventListener('beforeunload', (event) => this.#mustStay() && event.preventDefault());
  }

  onSubmit(event: SubmitEvent): void {
    const file = this.#input.files?.[0];
    if (!file && this.#state === 'none') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#state === 'none') void this.send();
    else if (!this.#mustStay()) this.#goOn();
  }

  async send(): Promise<void> {
    const file = this.#input.files?.[0];
    if (!file || this.#mustStay()) return;
    this.#show('reading', `Reading ${file.name}`);
    try {
      const { sendFile } = await import('../recorder/file-take.ts');
      const told = (safe: number, waiting: boolean) => showFar(file, safe, waiting);
      const { isKept, sent } = await sendFile(this.#page, file, this.#kindOf(file), told);
      this.#isKept = isKept;
      this.#show(
        'sending',
        isKept
          ? 'Your file is kept on this device and sent by itself.'
          : 'Keep this page open until your file is safe.',
      );
      showAnswered();
      allowNext(isKept);
      showProgress(await sent);
      this.#show('safe', 'Your file is safe.');
      allowNext(true);
      if (this.#form.id !== 'answer') this.#goOn();
    } catch (error) {
      this.#refuse(error as Error);
    }
  }

  #kindOf({ type }: File): 'video' | 'voice' | 'file' {
    if (this.#form.id === 'answer') return 'file';
    return this.#input.accept.startsWith('video') && !type.startsWith('audio/') ? 'video' : 'voice';
  }

  #mustStay(): boolean {
    return this.#state === 'reading' || (this.#state === 'sending' && !this.#isKept);
  }

  #show(state: State, words: string): void {
    this.#state = state;
    say(words);
    this.#input.removeAttribute('aria-invalid');
    if (state === 'sending' || state === 'safe') showFrame(state);
  }

  #refuse(error: Error): void {
    this.#state = 'none';
    part('sending').hidden = true;
    this.#input.value = '';
    this.#input.setAttribute('aria-invalid', 'true');
    showFrame('now');
    say(error instanceof Refused ? error.message : wordsFor(error));
  }

  #goOn(): void {
    const next = this.#form.dataset.next;
    if (next) location.assign(next);
  }
}

function wordsFor({ name }: Error): string {
  if (name === 'NotReadableError' || name === 'NotFoundError') {
    return 'This file cannot be read any more. Was it moved or changed? Choose it again.';
  }
  return 'The server cannot be reached. Choose the file again once you are back online.';
}

function showFar({ size }: File, safe: number, waiting: boolean): void {
  const bar = part<HTMLProgressElement>('sending-bar');
  part('sending').hidden = false;
  part('sending-how').textContent = waiting ? 'Offline. It goes on by itself' : 'Sending your file';
  part('sending-far').textContent = `${megabytes(safe)} of ${megabytes(size)} MB is safe`;
  bar.max = size;
  bar.value = safe;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}

function say(text: string): void {
  const line = document.getElementById('saved') ?? document.getElementById('note');
  line?.replaceChildren(text);
}

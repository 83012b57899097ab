import type { Take } from '../recorder/kept-take.ts';
import type { Recorder } from '../recorder/recorder.ts';
import type { QuestionOnPage } from '../wire.ts';
import { allowNext, part } from './page.ts';
import { Playback } from './playback.ts';
import { mayHaveUnsent } from './unsent.ts';

type Mode = 'video' | 'voice' | 'typed';

const remembered = 'reelay way of answering';

/** "Record video", "Record voice" and "Type an answer". What records is loaded when it is chosen. */
export class Modes {
  readonly #page: QuestionOnPage;
  readonly #buttons = [...part('modes').querySelectorAll<HTMLButtonElement>('[data-mode]')];
  readonly #playback = new Playback();
  #recorder: Recorder | undefined;
  #mode: Mode | undefined;

  constructor(page: QuestionOnPage) {
    this.#page = page;
    for (const button of this.#buttons) {
      button.addEventListener('click', () => void this.#choose(button.dataset.mode as Mode));
    }
    part('again').addEventListener('click', () => void this.#choose(this.#mode ?? 'video'));
    part('modes').hidden = false;
  }

  /** Another one after a complaint about it. */
  get #text(): HTMLTextAreaElement | null {
    return document.querySelector('#text');
  }

  /**
   * What an earlier page recorded and nobody chose comes first; then the answer as it was given; then the way in which
   * the last question was answered; else the person is asked. Gives the id of a take that it shows.
   */
  async begin(): Promise<string | undefined> {
    const found = await this.#findKept();
    if (!found || found.kind === 'file') return void (await this.#beginAfresh());
    this.#show(found.kind);
    await (await this.#loadRecorder()).showFound(found);
    return found.takeId;
  }

  /** What looks for it is loaded only where there can be something. */
  async #findKept(): Promise<Take | undefined> {
    if (!this.#page.base || !(this.#page.unchosen || mayHaveUnsent(this.#page.responseId))) return undefined;
    const { findKept } = await import('../recorder/resume.ts');
    return findKept(this.#page);
  }

  async #beginAfresh(): Promise<void> {
    const { answer } = this.#page;
    if (answer?.kind === 'typed' || this.#text?.ariaInvalid === 'true') return this.#show('typed');
    if (answer) return this.#showKept(answer.kind === 'voice' ? 'voice' : 'video', answer.seconds ?? 0);
    const last = sessionStorage.getItem(remembered) as Mode | null;
    this.#showSurface('video');
    showStage('idle');
    const opensByItself = last && this.#offers(last) && (await isAllowed(last));
    // The person may have been quicker.
    if (opensByItself && this.#mode === undefined) await this.#choose(last);
  }

  async #choose(mode: Mode): Promise<void> {
    this.#show(mode);
    sessionStorage.setItem(remembered, mode);
    if (mode === 'typed') {
      this.#recorder?.close();
      this.#text?.focus();
      return;
    }
    const recorder = await this.#loadRecorder();
    if (this.#mode === mode) await recorder.open(mode);
  }

  async #loadRecorder(): Promise<Recorder> {
    const { Recorder } = await import('../recorder/recorder.ts');
    this.#recorder ??= new Recorder(this.#page, this.#playback);
    return this.#recorder;
  }

  #show(mode: Mode): void {
    this.#mode = mode;
    for (const button of this.#buttons) button.setAttribute('aria-pressed', String(button.dataset.mode === mode));
    this.#showSurface(mode);
  }

  #showKept(kind: Mode, seconds: number): void {
    this.#show(kind);
    this.#playback.showLength(seconds);
    showStage('kept');
  }

  /** The stage or the box to write in; what is not shown is not posted. */
  #showSurface(mode: Mode): void {
    const { answer, required } = this.#page;
    part('answer').classList.toggle('plain', mode !== 'typed');
    part('stage').hidden = mode === 'typed';
    if (this.#text) this.#text.disabled = mode !== 'typed';
    allowNext(mode === 'typed' || answer !== null || !required);
  }

  #offers(mode: Mode): boolean {
    return this.#buttons.some((button) => button.dataset.mode === mode);
  }
}

/** Whether the browser would open it without asking: nobody is asked before they have chosen. */
async function isAllowed(mode: Mode): Promise<boolean> {
  const names = { video: ['camera', 'microphone'], voice: ['microphone'], typed: [] }[mode];
  try {
    const states = await Promise.all(
      names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return states.every(({ state }) => state === 'granted');
  } catch {
    // Firefox before 131 does not know the names.
    return false;
  }
}

function showStage(state: 'idle' | 'kept'): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-when]')) {
    element.hidden = !element.dataset.when?.split(' ').includes(state);
  }
}

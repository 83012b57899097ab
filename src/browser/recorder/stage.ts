import { clock, part } from '../answering/page.ts';
import type { Trouble } from './trouble.ts';

export type Kind = 'video' | 'voice';

/**
 * `interrupted`: recorded in part; `review`: a take that nobody has chosen yet; `found`: one that an earlier page left;
 * `kept`: the one that is the answer.
 */
export type StageState =
  | 'idle'
  | 'opening'
  | 'ready'
  | 'thinking'
  | 'countdown'
  | 'recording'
  | 'interrupted'
  | 'review'
  | 'found'
  | 'kept'
  | 'trouble';

const recordingCore = { x: 27, y: 27, width: 26, height: 26, rx: 6 };
const readyCore = { x: 13, y: 13, width: 54, height: 54, rx: 27 };

/** The dark surface where a take is made and watched: what of it shows in which state. */
export class Stage {
  readonly root = part('stage');
  readonly preview = part<HTMLVideoElement>('preview');
  readonly recordButton = part<HTMLButtonElement>('record');

  show(state: StageState, kind: Kind): void {
    this.root.hidden = false;
    this.root.classList.toggle('recording', state === 'recording');
    for (const element of document.querySelectorAll<HTMLElement>('[data-when]')) {
      element.hidden = !element.dataset.when?.split(' ').includes(state);
    }
    const live = ['ready', 'thinking', 'countdown', 'recording'].includes(state);
    const reviewed = state === 'review' || state === 'found' || state === 'kept';
    this.preview.hidden = !live || kind === 'voice';
    part('wave').toggleAttribute('hidden', kind === 'video' || !(live || reviewed));
    part('playback').hidden = !reviewed || kind === 'voice';
    this.#drawRecordButton(state);
  }

  #drawRecordButton(state: StageState): void {
    const recording = state === 'recording';
    this.recordButton.setAttribute('aria-disabled', String(state === 'countdown'));
    const [label, ring, core] = [
      this.recordButton.querySelector('span'),
      this.#ring(),
      this.recordButton.querySelector('rect'),
    ];
    if (label) label.textContent = recording ? 'Stop recording' : 'Start recording';
    ring?.toggleAttribute('hidden', !recording);
    for (const [name, value] of Object.entries(recording ? recordingCore : readyCore))
      core?.setAttribute(name, String(value));
  }

  #ring(): Element | null {
    return this.recordButton.querySelector('.ring');
  }

  /** Seconds gone of seconds there are. */
  showTime(gone: number, limit: number): void {
    part('elapsed').textContent = clock(gone);
    part('left').textContent = clock(limit - gone);
    part('left').nextElementSibling?.replaceChildren(gone > 0 ? 'left' : 'at most');
    this.#ring()?.setAttribute('stroke-dasharray', `${Math.min(1, gone / limit) * 120} 120`);
  }

  /** "Take 1 of 3", where the form counts them. */
  showTake(number: number, allowed: number): void {
    const chip = document.getElementById('which-take');
    if (chip) chip.textContent = `Take ${Math.min(number, allowed)} of ${allowed}`;
  }

  showKept(word: string): void {
    part('kept').lastElementChild?.replaceChildren(word);
  }

  showTrouble({ what, why }: Trouble): void {
    part('trouble-what').textContent = what;
    part('trouble-why').textContent = why;
    document.getElementById('file-choice')?.classList.remove('plain');
  }

  /** For people who do not see the stage. */
  announce(text: string): void {
    part('announcer').textContent = text;
  }
}

import { clock } from '../answering/page.ts';
import type { Trouble } from '../recorder/trouble.ts';
import type { RecordingKind } from './sources.ts';

/** `interrupted`: recorded in part; `sending`: stopped, on its way; `found`: left by an earlier page. */
export type DeskState =
  | 'choosing'
  | 'opening'
  | 'ready'
  | 'countdown'
  | 'recording'
  | 'paused'
  | 'interrupted'
  | 'sending'
  | 'found'
  | 'trouble';

const recordingCore = { x: 27, y: 27, width: 26, height: 26, rx: 6 };
const readyCore = { x: 13, y: 13, width: 54, height: 54, rx: 27 };

/** The recorder as it is seen: views/messages/_recorder.ejs, of which a page may hold more than one. */
export class Desk {
  readonly root: HTMLElement;

  constructor(root: HTMLElement) {
    this.root = root;
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- which kind of element it is, the caller knows
  part<Kind extends Element = HTMLElement>(name: string): Kind {
    const found = this.root.querySelector(`[data-part="${name}"]`);
    if (!found) throw new Error(`The recorder has no ${name}`);
    return found as Kind;
  }

  all(selector: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  press(name: string, work: () => void): void {
    this.part(name).addEventListener('click', work);
  }

  show(state: DeskState, kind: RecordingKind): void {
    for (const element of this.all('[data-when]')) {
      const isMeant = (element.dataset.for ?? kind).split(' ').includes(kind);
      element.hidden = !isMeant || !element.dataset.when?.split(' ').includes(state);
    }
    const isLive = ['ready', 'countdown', 'recording', 'paused'].includes(state);
    this.part('stage').classList.toggle('recording', state === 'recording');
    this.part('preview').hidden = !isLive || kind === 'voice';
    this.part('preview').classList.toggle('mirrored', kind === 'camera');
    this.part('wave').toggleAttribute('hidden', !isLive || kind !== 'voice');
    this.#drawRecordButton(state);
  }

  #drawRecordButton(state: DeskState): void {
    const isOn = state === 'recording' || state === 'paused';
    const button = this.part('record');
    button.setAttribute('aria-disabled', String(state === 'countdown'));
    button.querySelector('span')?.replaceChildren(isOn ? 'Stop recording' : 'Start recording');
    for (const [name, value] of Object.entries(isOn ? recordingCore : readyCore))
      button.querySelector('rect')?.setAttribute(name, String(value));
  }

  showTime(seconds: number): void {
    for (const name of ['elapsed', 'paused-at']) this.part(name).textContent = clock(seconds);
  }

  showTrouble({ what, why }: Trouble): void {
    this.say('trouble-what', what);
    this.say('trouble-why', why);
    this.part('trouble').focus();
  }

  say(part: string, words: string): void {
    if (this.part(part).textContent !== words) this.part(part).textContent = words;
  }

  /** A line below the stage, which is read out too. */
  note(words: string): void {
    this.say('note', words);
  }

  /** For people who do not see the stage. */
  announce(words: string): void {
    this.say('announcer', words);
  }
}

import { clock } from '../answering/page.ts';
import { countDown } from '../recorder/countdown.ts';
import { bestFormat } from '../recorder/formats.ts';
import type { LiveTake } from '../recorder/live-take.ts';
import { qualityFor } from '../recorder/quality.ts';
import type { Trouble } from '../recorder/trouble.ts';
import { Booth } from './booth.ts';
import { deliver, discard } from './delivery.ts';
import { Desk, type DeskState } from './desk.ts';
import { findLeft, sendLeft, showFound } from './found.ts';
import { copyLink } from './link-copy.ts';
import { troubleBeforeRecording, troubleWith, unreachable } from './message-trouble.ts';
import { beginRecording, type Begun, type Place } from './place.ts';
import { roomInWords } from './room.ts';
import type { RecordingKind } from './sources.ts';

interface Owner {
  /** Free on the server, in bytes. */
  room: number;
  /** It is stopped then; without it there is no limit but the disk. */
  mostSeconds?: number;
  /** All of it is on the server; whether the link is on the clipboard. */
  done(takeId: string, isCopied: boolean): void;
}

const tellEveryMs = 200;
/** Of what one part may hold. */
const nearlyFull = 0.9;
const { bitsPerSecond } = qualityFor(undefined);

/**
 * Records a message or a reply: choosing → ready → countdown → recording ⇄ paused → sending, and on to what `done` does.
 * What interrupts it leads to `interrupted` and, if the person wants, to a further part of the same take.
 */
export class MessageRecorder {
  readonly #desk: Desk;
  readonly #place: Place;
  readonly #owner: Owner;
  readonly #booth: Booth;
  #kind: RecordingKind = 'screen';
  #state: DeskState = 'choosing';
  #begun: Begun | undefined;
  /** The server would not have a part: it is sent once more at the end. */
  #wasRefused = false;
  /** A further part is just beginning. */
  #isTurning = false;

  constructor(root: HTMLElement, place: Place, owner: Owner) {
    this.#desk = new Desk(root);
    this.#place = place;
    this.#owner = owner;
    this.#booth = new Booth(this.#desk, {
      interrupted: (words) => void this.#interrupt(words),
      lost: (words) => this.#lose(words),
      turned: () => void this.#turn(),
      hidden: () => this.#take?.flush(),
      chosen: () => void this.open(this.#kind),
    });
    this.#listen();
    this.#show('choosing');
  }

  #listen(): void {
    const desk = this.#desk;
    for (const button of desk.all('[data-records]'))
      button.addEventListener('click', () => void this.open(button.dataset.records as RecordingKind));
    desk.press('record', () => void this.#pressRecord());
    desk.press('pause', () => this.#pause());
    desk.press('resume', () => this.#resume());
    desk.press('restart', () => void this.#restart());
    for (const name of ['back', 'leave']) desk.press(name, () => this.close());
    desk.press('copy', () => void this.#copy());
    desk.press('open-it', () => this.#begun && this.#owner.done(this.#begun.take.takeId, false));
    desk.press('try-again', () => void this.open(this.#kind));
    desk.press('go-on', () => void this.#goOn());
    desk.press('finish-here', () => void this.#stop());
    desk.press('finish-found', () => void this.#stop());
    desk.press('discard', () => this.#discardFound());
    setInterval(() => this.#tick(), tellEveryMs);
    addEventListener('beforeunload', (event) => this.#mustStay && event.preventDefault());
    document.addEventListener('visibilitychange', () => document.hidden && this.#take?.flush());
  }

  get #take(): LiveTake | undefined {
    return this.#begun?.take;
  }

  get #mustStay(): boolean {
    return ['recording', 'paused', 'interrupted'].includes(this.#state);
  }

  /** Shows what would be recorded. */
  async open(kind: RecordingKind): Promise<void> {
    this.close();
    this.#kind = kind;
    const trouble = troubleBeforeRecording(kind);
    if (trouble) return this.#fail(trouble);
    this.#show('opening');
    try {
      if (!(await this.#booth.open(kind))) return;
    } catch (error) {
      return this.#fail(troubleWith(error, kind));
    }
    this.#show('ready');
    this.#desk.part('record').focus({ preventScroll: true });
    const { room, mostSeconds } = this.#owner;
    this.#desk.say('room', await roomInWords(kind, bitsPerSecond, room, mostSeconds));
  }

  /** Lets go of everything, and offers the choice again. */
  close(): void {
    this.#booth.close();
    this.#booth.clear();
    this.#begun = undefined;
    this.#wasRefused = false;
    this.#desk.note('');
    this.#show('choosing');
  }

  #fail(trouble: Trouble): void {
    this.#booth.close();
    this.#show('trouble');
    this.#desk.showTrouble(trouble);
  }

  async #pressRecord(): Promise<void> {
    if (this.#state === 'ready') await this.#start();
    else if (this.#state === 'recording' || this.#state === 'paused') await this.#stop();
  }

  async #start(): Promise<void> {
    const mime = bestFormat(this.#kind === 'voice' ? 'voice' : 'video');
    if (!mime) return;
    this.#show('countdown');
    try {
      const [begun] = await Promise.all([beginRecording(this.#place, this.#kind, mime), this.#countIn()]);
      // Something was taken away while it counted.
      if (!this.#isCounting) return discard(begun.take);
      this.#begun = begun;
      this.#listenTo(begun.take);
      await this.#record();
    } catch (error) {
      this.#show('ready');
      this.#desk.note(error instanceof TypeError ? unreachable : (error as Error).message);
    }
  }

  get #isCounting(): boolean {
    return this.#state === 'countdown';
  }

  #countIn(): Promise<boolean> {
    return countDown(3, (left) => {
      this.#desk.say('countdown', String(left));
      this.#desk.announce(String(left));
    });
  }

  /** A part of the take: the first, or one more. */
  async #record(): Promise<void> {
    const { stream } = this.#booth;
    if (!stream) return;
    await this.#take?.record(stream, bitsPerSecond, () => void this.#interrupt('Your browser stopped recording'));
    this.#show('recording');
    this.#desk.announce('Recording');
  }

  #pause(): void {
    if (this.#state !== 'recording') return;
    this.#take?.hold();
    this.#show('paused');
    this.#desk.announce('Paused');
    this.#desk.part('resume').focus();
  }

  #resume(): void {
    if (this.#state !== 'paused') return;
    this.#take?.resume();
    this.#show('recording');
    this.#desk.announce('Recording');
    this.#desk.part('pause').focus();
  }

  async #restart(): Promise<void> {
    const take = this.#take;
    if (!take || !this.#mustStay || !confirm('Start anew? What you have recorded is erased here and on the server.'))
      return;
    await take.pause();
    this.#begun = undefined;
    this.#booth.clear();
    discard(take);
    this.#show('ready');
    this.#desk.showTime(0);
  }

  #lose(words: string): void {
    this.#desk.note(words);
    this.#show(this.#state);
  }

  /** What was recorded so far is kept; the person says how it goes on. Before recording there is nothing to keep. */
  async #interrupt(words: string): Promise<void> {
    const take = this.#take;
    if (!['ready', 'countdown', 'recording', 'paused'].includes(this.#state)) return;
    if (!take) return this.#fail({ what: words, why: 'Nothing was recorded yet.' });
    this.#show('interrupted');
    this.#desk.say('interrupted-what', words);
    await take.pause();
    this.#booth.close();
    this.#desk.say('interrupted-why', `${clock(take.seconds)} is kept so far.`);
    this.#desk.part('go-on').focus();
  }

  async #goOn(): Promise<void> {
    if (this.#state !== 'interrupted') return;
    this.#show('opening');
    try {
      if (!(await this.#booth.open(this.#kind))) return;
      this.#show('countdown');
      await this.#countIn();
      if (this.#isCounting) await this.#record();
    } catch (error) {
      this.#show('interrupted');
      const { what, why } = troubleWith(error, this.#kind);
      this.#desk.note(`${what}. ${why}`);
    }
  }

  async #stop(): Promise<void> {
    const begun = this.#begun;
    if (!begun || !['recording', 'paused', 'interrupted', 'found'].includes(this.#state)) return;
    const isToSend = this.#state === 'found' || this.#wasRefused;
    this.#show('sending');
    if (isToSend) void begun.take.sendFound();
    try {
      if (await deliver(this.#desk, begun, () => this.#booth.close()))
        this.#owner.done(begun.take.takeId, begun.link !== '');
      else this.#desk.part('open-it').hidden = false;
    } catch (error) {
      this.close();
      this.#desk.note((error as Error).message);
    }
  }

  async #copy(): Promise<void> {
    this.#desk.part<HTMLInputElement>('link').select();
    const copied = this.#begun && (await copyLink(this.#begun.link));
    this.#desk.say('copied', copied ? 'The link is on your clipboard.' : 'The link is selected. Copy it now.');
  }

  /** A recording that an earlier page left. */
  async showLeft(): Promise<void> {
    void sendLeft(this.#place);
    const take = await findLeft(this.#place);
    if (!take || this.#state !== 'choosing') return;
    this.#kind = take.kind === 'voice' ? 'voice' : 'camera';
    this.#begun = { take, link: '', maxBytes: Infinity };
    this.#show('found');
    await showFound(this.#desk, take);
  }

  #discardFound(): void {
    const take = this.#take;
    if (!take || !confirm('Discard this recording? It is erased here and on the server.')) return;
    discard(take);
    this.close();
  }

  #listenTo(take: LiveTake): void {
    const refused = (error: Error) => {
      this.#wasRefused = true;
      this.#desk.note(error.message);
    };
    take.listen({ moved: () => {}, safe: () => {}, refused });
  }

  #show(state: DeskState): void {
    this.#state = state;
    this.#desk.show(state, this.#kind);
    this.#booth.allow(state, this.#kind);
  }

  /** A part ends before it is larger than the server takes. */
  #tick(): void {
    const begun = this.#begun;
    if (!begun || this.#state !== 'recording') return;
    this.#desk.showTime(begun.take.seconds);
    if (begun.take.seconds >= (this.#owner.mostSeconds ?? Infinity)) return void this.#stop();
    if (begun.take.partBytes >= begun.maxBytes * nearlyFull) void this.#turn();
  }

  /** The next part begins before this one ends. */
  async #turn(): Promise<void> {
    const { stream } = this.#booth;
    if (this.#isTurning || this.#state !== 'recording' || !stream) return;
    this.#isTurning = true;
    await this.#take?.turn(stream, bitsPerSecond, () => void this.#interrupt('Your browser stopped recording'));
    this.#isTurning = false;
  }
}

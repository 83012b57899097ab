import type { Progress, QuestionOnPage } from '../wire.ts';
import { clock, part, showAnswered, showProgress } from '../answering/page.ts';
import { forgetMeant, isMeant, rememberMeant, settleMeant } from '../answering/meant.ts';
import type { Playback } from '../answering/playback.ts';
import { Refused } from '../answering/requests.ts';
import { lockChoice, note, showAround, takeNumber, timeOfDay } from './around.ts';
import { beginTake } from './begin-take.ts';
import { Capture } from './capture.ts';
import { countDown } from './countdown.ts';
import { bestFormat } from './formats.ts';
import { StoredTake, type Take } from './kept-take.ts';
import { LiveTake } from './live-take.ts';
import { patiently } from './patience.ts';
import { SendingLine } from './sending-line.ts';
import { Stage, type Kind, type StageState } from './stage.ts';
import { roomFor } from './storage-room.ts';
import { thinkingTimeLeft } from './thinking.ts';
import { noFormat, noTakesLeft, troubleBefore, troubleFrom, type Trouble } from './trouble.ts';
import { rememberUplinkOf } from './uplink.ts';
import { Viewfinder } from './viewfinder.ts';

/**
 * One question's recorder, from the first look into the camera to the take that is used:
 * ready → (thinking) → countdown → recording → review → kept, and back to ready with "Record again". What interrupts a
 * recording leads to `interrupted`, and from there on with a further part, or to review. `found` is a review of what an
 * earlier page left.
 */
export class Recorder {
  readonly #page: QuestionOnPage;
  readonly #stage = new Stage();
  readonly #viewfinder: Viewfinder;
  readonly #playback: Playback;
  readonly #line = new SendingLine();
  #kind: Kind = 'video';
  #state: StageState = 'idle';
  #take: Take | undefined;
  #thinking = new AbortController();
  readonly #capture: Capture;

  constructor(page: QuestionOnPage, playback: Playback) {
    this.#page = page;
    this.#playback = playback;
    this.#viewfinder = new Viewfinder(page, () => void this.open(this.#kind));
    this.#capture = new Capture(page.timeLimit, {
      ticked: (take) => this.#showTime(take),
      full: () => void this.#finish(),
      interrupted: (what) => void this.#interrupt(what),
    });
    this.#stage.recordButton.addEventListener('click', () => void this.#pressRecord());
    part('use').addEventListener('click', () => void this.#use());
    part('discard').addEventListener('click', () => void this.#discard());
    part('go-on').addEventListener('click', () => void this.#goOn());
    part('finish-here').addEventListener('click', () => void this.#finish());
    part('try-again').addEventListener('click', () => void this.open(this.#kind));
    addEventListener('beforeunload', (event) => this.#state === 'recording' && event.preventDefault());
  }

  /** Shows the person to themselves. A take that was not chosen makes way. */
  async open(kind: Kind): Promise<void> {
    this.close();
    this.#kind = kind;
    const trouble = this.#troubleBefore(kind);
    if (trouble) return this.#fail(trouble);
    if (!(await this.#openDevices())) return;
    this.#show('ready');
    this.#viewfinder.check(kind);
    this.#stage.recordButton.focus({ preventScroll: true });
    note(await roomFor(this.#page.timeLimit, this.#viewfinder.quality));
    await this.#think();
  }

  /** Shows what an earlier page recorded: to be watched, used or discarded. */
  async showFound(take: Take): Promise<void> {
    if (take.kind === 'file') return;
    this.#kind = take.kind;
    this.#take = take;
    this.#show('found');
    const length = take.seconds > 0 ? `, ${clock(take.seconds)} long` : '';
    part('found').textContent = `We kept your recording from ${timeOfDay(take.startedAt)}${length}.`;
    if (take instanceof StoredTake) this.#playback.show(take.address, take.seconds);
    if (take instanceof LiveTake) {
      this.#playback.load(await take.recordings(), take.seconds);
      this.#listenTo(take);
      void take.sendFound();
    }
    if (isMeant(take.takeId)) await this.#use();
  }

  /** Lets go of camera and microphone, when another way of answering was chosen. */
  close(): void {
    this.#thinking.abort();
    this.#capture.end();
    this.#viewfinder.close();
    this.#playback.unload();
    this.#line.hide();
    this.#take = undefined;
    note('');
  }

  #troubleBefore(kind: Kind): Trouble | undefined {
    const { takesAllowed, takesUsed } = this.#page;
    if (takesAllowed > 0 && takesUsed >= takesAllowed) return noTakesLeft(takesAllowed);
    return troubleBefore() ?? (bestFormat(kind) ? undefined : noFormat);
  }

  async #openDevices(): Promise<boolean> {
    this.#show('opening');
    try {
      return await this.#viewfinder.open(this.#kind);
    } catch (error) {
      this.#fail(troubleFrom(error, this.#kind));
      return false;
    }
  }

  #fail(trouble: Trouble): void {
    this.#show('trouble');
    this.#stage.showTrouble(trouble);
    part('trouble').focus();
  }

  /** Where the form gives time to think, recording begins by itself at its end. */
  async #think(): Promise<void> {
    const seconds = await thinkingTimeLeft(this.#page);
    if (seconds === 0 || this.#state !== 'ready') return;
    this.#show('thinking');
    this.#thinking = new AbortController();
    this.#stage.announce(`You have ${Math.ceil(seconds)} seconds to think. Then it begins to record.`);
    const show = (left: number) => part('thinking').replaceChildren(`Think: ${clock(left)}`);
    if (await countDown(seconds, show, this.#thinking.signal)) await this.#start();
  }

  async #pressRecord(): Promise<void> {
    if (this.#state === 'recording') await this.#finish();
    else if (this.#state !== 'countdown') await this.#start();
  }

  async #start(): Promise<void> {
    const [mime, { stream }] = [bestFormat(this.#kind), this.#viewfinder];
    if (!mime || !stream) return;
    this.#thinking.abort();
    this.#show('countdown');
    try {
      const [take] = await Promise.all([beginTake(this.#page, this.#kind, mime), this.#countIn()]);
      this.#listenTo(take);
      await this.#record(take, stream);
    } catch (error) {
      this.#show('ready');
      note(error instanceof Refused ? error.message : 'The server cannot be reached. Try again in a moment.');
    }
  }

  #countIn(): Promise<boolean> {
    return countDown(3, (left) => {
      part('countdown').textContent = String(left);
      this.#stage.announce(String(left));
    });
  }

  /** A part of the take: the first, or one more. */
  async #record(take: LiveTake, stream: MediaStream): Promise<void> {
    await this.#capture.begin(take, stream, this.#viewfinder.quality.bitsPerSecond);
    this.#take = take;
    this.#show('recording');
    this.#stage.announce('Recording');
  }

  #showTime(take: LiveTake): void {
    this.#stage.showTime(take.seconds, this.#page.timeLimit);
    this.#showSending(take);
  }

  #listenTo(take: LiveTake): void {
    const isShown = () => this.#take === take;
    take.listen({
      moved: () => isShown() && this.#showSending(take),
      safe: (progress) => isShown() && this.#showSafe(progress),
      refused: (error) => isShown() && this.#refuse(error),
    });
  }

  #showSafe(progress: Progress): void {
    if (this.#state === 'kept') this.#show('kept');
    showProgress(progress);
  }

  /** A take that cannot be read does not count, and is no answer. */
  #refuse(error: Error): void {
    if (error instanceof Refused && error.status === 422) {
      this.#page.takesUsed -= 1;
      if (this.#state === 'kept') this.#page.answer = null;
      this.#show(this.#state);
    }
    note(error.message);
  }

  /** What was recorded so far is kept; the person says how it goes on. */
  async #interrupt(what: string): Promise<void> {
    const take = this.#take;
    if (this.#state !== 'recording' || !(take instanceof LiveTake)) return;
    this.#capture.end();
    this.#show('interrupted');
    part('interrupted-what').textContent = what;
    await take.pause();
    this.#viewfinder.close();
    this.#showSending(take);
    part('interrupted-why').textContent = `${clock(take.seconds)} is kept so far.`;
    part('go-on').focus();
  }

  async #goOn(): Promise<void> {
    const take = this.#take;
    if (this.#state !== 'interrupted' || !(take instanceof LiveTake)) return;
    this.#show('opening');
    try {
      if (!(await this.#viewfinder.open(this.#kind)) || !this.#viewfinder.stream) return;
      this.#show('countdown');
      await this.#countIn();
      await this.#record(take, this.#viewfinder.stream);
      note('');
    } catch (error) {
      this.#show('interrupted');
      const { what, why } = troubleFrom(error, this.#kind);
      note(`${what}. ${why}`);
    }
  }

  async #finish(): Promise<void> {
    const take = this.#take;
    if (!['recording', 'interrupted'].includes(this.#state) || !(take instanceof LiveTake)) return;
    this.#capture.end();
    this.#show('review');
    await take.stop();
    rememberUplinkOf(take);
    this.#viewfinder.close();
    this.#showSending(take);
    this.#playback.load(await take.recordings(), take.seconds);
    this.#stage.announce(`Recorded, ${clock(take.seconds)}. Watch it, use it, or record again.`);
    part('play').focus();
  }

  /** The take becomes the answer whether or not its last byte has arrived. */
  async #use(): Promise<void> {
    const take = this.#take;
    if (!take) return;
    if (this.#page.base) rememberMeant(take.takeId);
    lockChoice(true);
    try {
      const waiting = 'Offline. Your recording is safe on this device. This goes on by itself.';
      const progress = await patiently(
        () => take.choose(),
        (isWaiting) => note(isWaiting ? waiting : ''),
      );
      settleMeant(take.takeId);
      if (progress) showProgress(progress);
    } catch (error) {
      forgetMeant(take.takeId);
      return note((error as Error).message);
    } finally {
      lockChoice(false);
    }
    this.#page.answer = { kind: this.#kind, takeId: null, seconds: take.seconds, safe: take.safe };
    showAnswered();
    this.#show('kept');
    document.getElementById('next')?.focus();
  }

  async #discard(): Promise<void> {
    const take = this.#take;
    if (!take || !confirm('Discard this recording? It is erased here and on the server.')) return;
    const kind = this.#kind;
    this.close();
    this.#page.unchosen = null;
    forgetMeant(take.takeId);
    void patiently(
      () => take.discard(),
      () => {},
    );
    await this.open(kind);
  }

  #show(state: StageState): void {
    const { takesAllowed, takesUsed, timeLimit } = this.#page;
    this.#state = state;
    this.#stage.show(state, this.#kind);
    this.#stage.showTake(takeNumber(state, takesUsed), takesAllowed);
    this.#stage.showKept(this.#wordForKept());
    if (state === 'ready') this.#stage.showTime(0, timeLimit);
    const isOpen = state === 'ready' || state === 'thinking';
    if (!isOpen) this.#viewfinder.endCheck();
    this.#viewfinder.offerDevices(isOpen);
    showAround(state, this.#page, this.#take);
  }

  #wordForKept(): string {
    if (!this.#page.base) return 'Not kept';
    return this.#take?.safe === false ? 'Sending' : 'Safe';
  }

  #showSending(take: LiveTake): void {
    if (this.#page.base) this.#line.show(take);
  }
}

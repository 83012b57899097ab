import type { QuestionOnPage } from '../wire.ts';
import { allowNext, clock, part, showAnswered, showFrame, showProgress } from '../answering/page.ts';
import type { Playback } from '../answering/playback.ts';
import { Refused } from '../answering/requests.ts';
import { countDown } from './countdown.ts';
import { bestFormat } from './formats.ts';
import { beginTake, type LiveTake } from './live-take.ts';
import { patiently } from './patience.ts';
import { SendingLine } from './sending-line.ts';
import { Stage, type Kind, type StageState } from './stage.ts';
import { thinkingTimeLeft } from './thinking.ts';
import { noFormat, noTakesLeft, troubleBefore, troubleFrom, type Trouble } from './trouble.ts';
import { Viewfinder } from './viewfinder.ts';

const drawEveryMs = 200;

/**
 * One question's recorder, from the first look into the camera to the take that is used:
 * ready → (thinking) → countdown → recording → review → kept, and back to ready with "Record again".
 */
export class Recorder {
  readonly #page: QuestionOnPage;
  readonly #stage = new Stage();
  readonly #viewfinder = new Viewfinder(
    () => void this.open(this.#kind),
    () => void this.#stop(),
  );
  readonly #playback: Playback;
  readonly #line = new SendingLine();
  #kind: Kind = 'video';
  #state: StageState = 'idle';
  #take: LiveTake | undefined;
  #thinking = new AbortController();

  constructor(page: QuestionOnPage, playback: Playback) {
    this.#page = page;
    this.#playback = playback;
    this.#stage.recordButton.addEventListener('click', () => void this.#pressRecord());
    part('use').addEventListener('click', () => void this.#use());
    part('try-again').addEventListener('click', () => void this.open(this.#kind));
    addEventListener('beforeunload', (event) => this.#state === 'recording' && event.preventDefault());
  }

  /** Shows the person to themselves. A take that was not chosen makes way. */
  async open(kind: Kind): Promise<void> {
    this.close();
    this.#kind = kind;
    const trouble = this.#troubleBefore(kind);
    if (trouble) return this.#fail(trouble);
    this.#show('opening');
    try {
      if (!(await this.#viewfinder.open(kind))) return;
    } catch (error) {
      return this.#fail(troubleFrom(error, kind));
    }
    this.#show('ready');
    this.#stage.recordButton.focus({ preventScroll: true });
    await this.#think();
  }

  /** Lets go of camera and microphone, when another way of answering was chosen. */
  close(): void {
    this.#thinking.abort();
    this.#viewfinder.close();
    this.#playback.unload();
    this.#line.hide();
    this.#take = undefined;
    this.#note('');
  }

  #troubleBefore(kind: Kind): Trouble | undefined {
    const { takesAllowed, takesUsed } = this.#page;
    if (takesAllowed > 0 && takesUsed >= takesAllowed) return noTakesLeft(takesAllowed);
    return troubleBefore() ?? (bestFormat(kind) ? undefined : noFormat);
  }

  #fail(trouble: Trouble): void {
    this.#show('trouble');
    this.#stage.showTrouble(trouble);
    part('trouble').focus();
  }

  /** Where the form gives time to think, recording begins by itself at its end. */
  async #think(): Promise<void> {
    const seconds = thinkingTimeLeft(this.#page);
    if (seconds === 0) return;
    this.#show('thinking');
    this.#thinking = new AbortController();
    this.#stage.announce(`You have ${Math.ceil(seconds)} seconds to think. Then it begins to record.`);
    const show = (left: number) => part('thinking').replaceChildren(`Think: ${clock(left)}`);
    if (await countDown(seconds, show, this.#thinking.signal)) await this.#start();
  }

  async #pressRecord(): Promise<void> {
    if (this.#state === 'recording') await this.#stop();
    else if (this.#state !== 'countdown') await this.#start();
  }

  async #start(): Promise<void> {
    const [mime, { stream }] = [bestFormat(this.#kind), this.#viewfinder];
    if (!mime || !stream) return;
    this.#thinking.abort();
    this.#show('countdown');
    try {
      const [take] = await Promise.all([beginTake(this.#page, this.#kind, mime), this.#countIn()]);
      await take.record(stream);
      this.#follow(take);
    } catch (error) {
      this.#show('ready');
      this.#note(error instanceof Refused ? error.message : 'The server cannot be reached. Try again in a moment.');
    }
  }

  #countIn(): Promise<boolean> {
    return countDown(3, (left) => {
      part('countdown').textContent = String(left);
      this.#stage.announce(String(left));
    });
  }

  #follow(take: LiveTake): void {
    this.#take = take;
    this.#show('recording');
    this.#stage.announce('Recording');
    void this.#send(take);
    const timer = setInterval(() => {
      if (this.#state !== 'recording') return clearInterval(timer);
      this.#stage.showTime(take.seconds, this.#page.timeLimit);
      this.#showSending(take);
      if (take.seconds >= this.#page.timeLimit) void this.#stop();
    }, drawEveryMs);
  }

  async #send(take: LiveTake): Promise<void> {
    const isShown = () => this.#take === take;
    try {
      const progress = await take.send((far) => isShown() && this.#line.showFar(far));
      if (!isShown()) return;
      this.#showSending(take);
      if (this.#state === 'kept') this.#show('kept');
      if (progress) showProgress(progress);
    } catch (error) {
      if (isShown()) this.#refuse(error as Error);
    }
  }

  /** A take that cannot be read does not count, and is no answer. */
  #refuse(error: Error): void {
    if (error instanceof Refused && error.status === 422) {
      this.#page.takesUsed -= 1;
      if (this.#state === 'kept') this.#page.answer = null;
      this.#show(this.#state);
    }
    this.#note(error.message);
  }

  async #stop(): Promise<void> {
    const take = this.#take;
    if (this.#state !== 'recording' || !take) return;
    this.#show('review');
    await take.stop();
    this.#viewfinder.close();
    this.#showSending(take);
    this.#playback.load(await take.source.whole(), take.seconds);
    this.#stage.announce(`Recorded, ${clock(take.seconds)}. Watch it, use it, or record again.`);
    part('play').focus();
  }

  /** The take becomes the answer whether or not its last byte has arrived. */
  async #use(): Promise<void> {
    const take = this.#take;
    lockChoice(true);
    try {
      const progress = await patiently(
        async () => take?.choose(),
        (waiting) =>
          this.#note(waiting ? 'Offline. Your recording is safe on this device. This goes on by itself.' : ''),
      );
      if (progress) showProgress(progress);
    } catch (error) {
      return this.#note((error as Error).message);
    } finally {
      lockChoice(false);
    }
    this.#page.answer = { kind: this.#kind, takeId: null, seconds: take?.seconds ?? 0, safe: take?.safe ?? false };
    showAnswered();
    this.#show('kept');
    document.getElementById('next')?.focus();
  }

  #show(state: StageState): void {
    const { required, takesAllowed, takesUsed, answer } = this.#page;
    const busy = state === 'countdown' || state === 'recording';
    this.#state = state;
    this.#stage.show(state, this.#kind);
    this.#stage.showTake(Math.max(1, takesUsed + (busy || state === 'review' ? 0 : 1)), takesAllowed);
    this.#stage.showKept(this.#wordForKept());
    if (state === 'ready') this.#stage.showTime(0, this.#page.timeLimit);
    this.#viewfinder.offerDevices(state === 'ready' || state === 'thinking');
    lockModes(busy);
    allowNext(!busy && (answer !== null || !required));
    showFrame(frameFor(state, answer, this.#take));
  }

  #wordForKept(): string {
    if (!this.#page.base) return 'Not kept';
    return this.#take?.safe === false ? 'Sending' : 'Safe';
  }

  #showSending(take: LiveTake): void {
    if (this.#page.base) this.#line.show(take);
  }

  #note(text: string): void {
    part('note').textContent = text;
  }
}

/** While the server is told which take it is, there is nothing else to choose. */
function lockChoice(locked: boolean): void {
  for (const id of ['use', 'again']) part<HTMLButtonElement>(id).disabled = locked;
}

function lockModes(locked: boolean): void {
  for (const button of part('modes').querySelectorAll('button')) button.disabled = locked;
}

function frameFor(state: StageState, answer: QuestionOnPage['answer'], take: LiveTake | undefined) {
  if (state === 'recording') return 'recording';
  if (state === 'kept') return take?.safe === false ? 'sending' : 'safe';
  if (!answer) return 'now';
  return answer.safe ? 'safe' : 'sending';
}

import type { Annotation, AnnotationDocument } from '../wire/annotation.ts';
import type { Board } from './board.ts';
import type { Draft, DraftStore } from './draft.ts';
import type { Mark, Redaction } from './mark.ts';
import { merged } from './merge.ts';
import { put, read, Refused } from './requests.ts';
import { thinned } from './thinning.ts';

/** So long nobody has changed anything. */
const quietMs = 700;
const tryAgainMs = 5000;

/** Where something is said to the person: how saving stands, and what they should know beside it. */
export interface Voice {
  status: (words: string) => void;
  tell: (sentence: string) => void;
}

/** Sends what is drawn whenever somebody pauses, one request at a time, and says how that stands. */
export class Saving {
  readonly #board: Board;
  readonly #address: string;
  readonly #token: string;
  readonly #draft: DraftStore;
  readonly #voice: Voice;
  /** What the server has, as JSON, and what it did not take. */
  #stored = '[]';
  #refused: string | undefined;
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;

  constructor(board: Board, place: { address: string; token: string }, draft: DraftStore, voice: Voice) {
    [this.#board, this.#draft, this.#voice] = [board, draft, voice];
    [this.#address, this.#token] = [`${place.address}/annotations`, place.token];
  }

  /** Begins with what the server has, or with what this tab could not send. @throws Refused, TypeError */
  async begin(): Promise<void> {
    const { annotations, revision } = await read<AnnotationDocument>(this.#address);
    [this.#stored, this.#revision] = [JSON.stringify(annotations), revision];
    const draft = this.#draft.read();
    this.#board.load(draft ? takenUp(draft, annotations) : annotations);
    this.#board.onChange(() => this.#changed());
    addEventListener('online', () => void this.#send());
    if (draft) this.#changed();
  }

  #changed(): void {
    clearTimeout(this.#timer);
    const json = this.#json();
    if (json === this.#stored) return this.#keepHidden();
    if (!this.#keep())
      this.#voice.tell('This tab has no room to keep what you draw. Stay on this page until it is saved.');
    // As it is, it would be refused again.
    if (json === this.#refused) return;
    this.#voice.status('Saving');
    this.#timer = setTimeout(() => void this.#send(), quietMs);
  }

  async #send(): Promise<void> {
    const json = this.#json();
    if (this.#isSending || json === this.#stored || json === this.#refused) return;
    clearTimeout(this.#timer);
    this.#isSending = true;
    try {
      await this.#put(json);
    } finally {
      this.#isSending = false;
    }
    if (this.#json() !== json) this.#changed();
  }

  async #put(json: string): Promise<void> {
    const body = { annotations: JSON.parse(json) as Annotation[], revision: this.#revision };
    try {
      ({ revision: this.#revision } = await put<{ revision: number }>(this.#address, this.#token, body));
      this.#stored = json;
      this.#voice.status('Saved');
      this.#voice.tell('');
      this.#keepHidden();
    } catch (error) {
      if (error instanceof Refused && error.status === 409) await this.#takeTheirs();
      else this.#failed(error, json);
    }
  }

  #failed(error: unknown, json: string): void {
    this.#voice.status('Not saved');
    if (error instanceof Refused && error.status < 500) {
      this.#refused = json;
      return this.#voice.tell(error.message);
    }
    this.#voice.tell(
      'The server cannot be reached. What you drew is kept in this tab, and sent as soon as that works.',
    );
    this.#timer = setTimeout(() => void this.#send(), tryAgainMs);
  }

  async #takeTheirs(): Promise<void> {
    const theirs = await read<AnnotationDocument>(this.#address);
    const base = JSON.parse(this.#stored) as Annotation[];
    [this.#stored, this.#revision] = [JSON.stringify(theirs.annotations), theirs.revision];
    const ours = this.#board.marks;
    this.#board.replace([...merged(base, annotationsOf(ours), theirs.annotations), ...hiddenOf(ours)]);
    this.#voice.tell('Somebody else has drawn here meanwhile. What both of you drew is kept.');
  }

  #json(): string {
    return JSON.stringify(annotationsOf(this.#board.marks));
  }

  /** Nothing waits for the server but, perhaps, parts that are yet to be hidden. */
  #keepHidden(): void {
    if (hiddenOf(this.#board.marks).length > 0) this.#keep();
    else this.#draft.forget();
  }

  #keep(): boolean {
    return this.#draft.keep({ marks: this.#board.marks, base: this.#stored });
  }
}

function takenUp({ marks, base }: Draft, theirs: Annotation[]): Mark[] {
  return [...merged(JSON.parse(base) as Annotation[], annotationsOf(marks), theirs), ...hiddenOf(marks)];
}

function hiddenOf(marks: Mark[]): Redaction[] {
  return marks.filter((mark) => mark.kind === 'redact');
}

/** What is drawn over the film, as it is sent: a stroke that is still being drawn has more points than it will have. */
function annotationsOf(marks: Mark[]): Annotation[] {
  const annotations = marks.filter((mark): mark is Annotation => mark.kind !== 'redact');
  return annotations.map((mark) => (mark.kind === 'pen' ? { ...mark, points: thinned(mark.points) } : mark));
}

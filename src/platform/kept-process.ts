import { fork, type ChildProcess, type ForkOptions, type Serializable } from 'node:child_process';
import { Socket } from 'node:net';
import { packageRoot } from './config.ts';

interface Keeping extends Pick<ForkOptions, 'serialization'> {
  /** What it is called in the sentence that says it stopped. */
  name: string;
  /** How long it may rest before it is ended. */
  idleSeconds: number;
  /** How long it may work without a sign of life. */
  patienceSeconds: number;
}

/** How a reply ends a question; one that only tells how far things are does neither. */
export interface Settle<Answer> {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** A model in a process of its own: started when first needed, ended when idle, started anew after a crash. */
export class KeptProcess<Reply> {
  readonly #module: string;
  readonly #args: string[];
  readonly #keeping: Keeping;
  #child: ChildProcess | undefined;
  #complaint = '';
  #idle: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(module: string, args: string[], keeping: Keeping) {
    this.#module = module;
    this.#args = args;
    this.#keeping = keeping;
  }

  /** The running child, for whoever watches over processes. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** One question at a time; others wait their turn. An abort ends the process, since a model cannot be interrupted. */
  ask<Answer>(
    question: Serializable,
    read: (reply: Reply, settle: Settle<Answer>) => void,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const answer = this.#turn.then(() => this.#put(question, read, signal));
    // Whoever asked hears of what goes wrong; the next in turn only waits for it to be over.
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the process; a question under way fails. */
  end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #put<Answer>(
    question: Serializable,
    read: (reply: Reply, settle: Settle<Answer>) => void,
    signal?: AbortSignal,
  ): Promise<Answer> {
    signal?.throwIfAborted();
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    const abort = () => this.end();
    signal?.addEventListener('abort', abort);
    try {
      return await this.#answer(child, question, read);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#rest();
    }
  }

  #start(): ChildProcess {
    const child = fork(this.#module, this.#args, {
      cwd: packageRoot,
      execArgv: this.#module.endsWith('.ts') ? ['--import', 'tsx'] : [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: this.#keeping.serialization,
    });
    this.#complaint = '';
    child.stderr?.on('data', (words: Buffer) => (this.#complaint = (this.#complaint + words.toString()).slice(-2000)));
    child.once('close', () => {
      if (this.#child === child) this.#child = undefined;
    });
    return child;
  }

  #answer<Answer>(
    child: ChildProcess,
    question: Serializable,
    read: (reply: Reply, settle: Settle<Answer>) => void,
  ): Promise<Answer> {
    const ended = new AbortController();
    const watchdog = setTimeout(() => this.end(), this.#keeping.patienceSeconds * 1000);
    return new Promise<Answer>((resolve, reject) => {
      const hear = (reply: Reply) => {
        watchdog.refresh();
        read(reply, { resolve, reject });
      };
      const crash = (code: number | null, signal: string | null) =>
        reject(new Error(`${this.#keeping.name} stopped (${signal ?? code}). ${this.#complaint}`.trim()));
      child.on('message', hear).once('close', crash).once('error', reject);
      ended.signal.addEventListener('abort', () => child.off('message', hear).off('close', crash).off('error', reject));
      hold(child, 'ref');
      child.send(question);
    }).finally(() => {
      clearTimeout(watchdog);
      ended.abort();
    });
  }

  #rest(): void {
    if (this.#child) hold(this.#child, 'unref');
    this.#idle = setTimeout(() => this.end(), this.#keeping.idleSeconds * 1000);
    this.#idle.unref();
  }
}

/** Whether the child keeps this process from ending by itself: only while it works. */
function hold(child: ChildProcess, how: 'ref' | 'unref'): void {
  child[how]();
  child.channel?.[how]();
  if (child.stderr instanceof Socket) child.stderr[how]();
}

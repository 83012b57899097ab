import { fork, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { packageRoot, type Config } from '../platform/config.ts';
import type { Segment } from './segment.ts';
import type { SpeechAnswer } from './speech-worker.ts';

const fromSource = import.meta.url.endsWith('.ts');
const worker = fileURLToPath(new URL(`./speech-worker.${fromSource ? 'ts' : 'js'}`, import.meta.url));

export type SpeechSettings = Pick<Config, 'speechModelDir' | 'speechEngine'>;

export interface Listening {
  signal?: AbortSignal;
  /** Called with whole per cents, rising to 99. */
  progress?: (percent: number) => void;
}

/** The speech engine in a process of its own: started when first needed, ended when idle, started anew after a crash. */
export class SpeechProcess {
  readonly #config: SpeechSettings;
  readonly #idleSeconds: number;
  readonly #patienceSeconds: number;
  #child: ChildProcess | undefined;
  #complaint = '';
  #idle: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param options how long it may rest before it is ended, and how long it may work without a sign of life */
  constructor(config: SpeechSettings, { idleSeconds = 600, patienceSeconds = 600 } = {}) {
    this.#config = config;
    this.#idleSeconds = idleSeconds;
    this.#patienceSeconds = patienceSeconds;
  }

  /** The running child, for whoever watches over processes. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * What is said in a file of raw 16 kHz mono samples; one file at a time, others wait their turn.
   * An abort ends the process, since the engine cannot be interrupted.
   */
  transcribe(pcmFile: string, listening: Listening = {}): Promise<Segment[]> {
    const result = this.#turn.then(() => this.#listen(pcmFile, listening));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Ends the process; a transcription under way fails. */
  end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #listen(pcmFile: string, { signal, progress }: Listening): Promise<Segment[]> {
    signal?.throwIfAborted();
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    const abort = () => this.end();
    signal?.addEventListener('abort', abort);
    try {
      return await this.#answer(child, pcmFile, progress);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#rest();
    }
  }

  #start(): ChildProcess {
    const child = fork(worker, [this.#config.speechModelDir, this.#config.speechEngine], {
      cwd: packageRoot,
      execArgv: fromSource ? ['--import', 'tsx'] : [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#complaint = '';
    child.stderr?.on('data', (words: Buffer) => (this.#complaint = (this.#complaint + words.toString()).slice(-2000)));
    child.once('close', () => {
      if (this.#child === child) this.#child = undefined;
    });
    return child;
  }

  #answer(child: ChildProcess, pcmFile: string, progress: Listening['progress']): Promise<Segment[]> {
    const ended = new AbortController();
    const watchdog = setTimeout(() => this.end(), this.#patienceSeconds * 1000);
    return new Promise<Segment[]>((resolve, reject) => {
      const hear = (answer: SpeechAnswer) => {
        watchdog.refresh();
        if ('percent' in answer) progress?.(answer.percent);
        else if ('segments' in answer) resolve(answer.segments);
        else reject(new Error(answer.error));
      };
      const crash = (code: number | null, signal: string | null) =>
        reject(new Error(`The speech engine stopped (${signal ?? code}). ${this.#complaint}`.trim()));
      child.on('message', hear).once('close', crash).once('error', reject);
      ended.signal.addEventListener('abort', () => child.off('message', hear).off('close', crash).off('error', reject));
      hold(child, 'ref');
      child.send(pcmFile);
    }).finally(() => {
      clearTimeout(watchdog);
      ended.abort();
    });
  }

  #rest(): void {
    if (this.#child) hold(this.#child, 'unref');
    this.#idle = setTimeout(() => this.end(), this.#idleSeconds * 1000);
    this.#idle.unref();
  }
}

/** Whether the child keeps this process from ending by itself: only while it works. */
function hold(child: ChildProcess, how: 'ref' | 'unref'): void {
  child[how]();
  child.channel?.[how]();
  if (child.stderr instanceof Socket) child.stderr[how]();
}

const processes = new Map<string, SpeechProcess>();

/**
 * The process for these settings, and for recordings of this length: a short one does not wait for hours of another.
 * Long ones are rare, and their process gives its memory back at once.
 */
export function speechProcess(config: SpeechSettings, length: 'short' | 'long' = 'short'): SpeechProcess {
  const key = `${length} ${config.speechEngine} ${config.speechModelDir}`;
  const known = processes.get(key) ?? new SpeechProcess(config, length === 'long' ? { idleSeconds: 10 } : {});
  processes.set(key, known);
  return known;
}

/** For when the server stops. */
export function endSpeech(): void {
  for (const speech of processes.values()) speech.end();
}

import { fork, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { moduleBeside } from '../platform/forked.ts';
import { packageRoot } from '../platform/config.ts';
import type { EmbeddingSettings } from './engines/choose.ts';
import type { EngineAnswers, EngineQuestion, EngineReply } from './engine-worker.ts';

const worker = moduleBeside(import.meta.url, './engine-worker.ts');

/** The models in a process of their own: started when first needed, ended when idle, started anew after a crash. */
export class EngineProcess {
  readonly #settings: EmbeddingSettings;
  readonly #idleSeconds: number;
  readonly #patienceSeconds: number;
  #child: ChildProcess | undefined;
  #complaint = '';
  #idle: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param options how long it may rest before it is ended, and how long one question may take */
  constructor(settings: EmbeddingSettings, { idleSeconds = 600, patienceSeconds = 600 } = {}) {
    this.#settings = settings;
    this.#idleSeconds = idleSeconds;
    this.#patienceSeconds = patienceSeconds;
  }

  /** The running child, for whoever watches over processes. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** One question at a time; others wait their turn. An abort ends the process. */
  ask<Question extends EngineQuestion>(
    question: Question,
    signal?: AbortSignal,
  ): Promise<EngineAnswers[Question['ask']]> {
    const answer = this.#turn.then(() => this.#put(question, signal));
    this.#turn = answer.catch(() => undefined);
    return answer as Promise<EngineAnswers[Question['ask']]>;
  }

  /** Ends the process; a question under way fails. */
  end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #put(question: EngineQuestion, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    const abort = () => this.end();
    signal?.addEventListener('abort', abort);
    try {
      return await this.#answer(child, question);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#rest();
    }
  }

  #start(): ChildProcess {
    const child = fork(worker, [this.#settings.embeddingModelDir ?? ''], {
      cwd: packageRoot,
      execArgv: worker.endsWith('.ts') ? ['--import', 'tsx'] : [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Vectors go over as they are in memory.
      serialization: 'advanced',
    });
    this.#complaint = '';
    child.stderr?.on('data', (words: Buffer) => (this.#complaint = (this.#complaint + words.toString()).slice(-2000)));
    child.once('close', () => {
      if (this.#child === child) this.#child = undefined;
    });
    return child;
  }

  #answer(child: ChildProcess, question: EngineQuestion): Promise<unknown> {
    const ended = new AbortController();
    const watchdog = setTimeout(() => this.end(), this.#patienceSeconds * 1000);
    return new Promise<unknown>((resolve, reject) => {
      const hear = (reply: EngineReply) => {
        if ('answer' in reply) resolve(reply.answer);
        else reject(new Error(reply.error));
      };
      const crash = (code: number | null, signal: string | null) =>
        reject(new Error(`The analysis stopped (${signal ?? code}). ${this.#complaint}`.trim()));
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

const processes = new Map<string, EngineProcess>();

/** The process for these settings. */
export function engineProcess(settings: EmbeddingSettings): EngineProcess {
  const key = settings.embeddingModelDir ?? '';
  const known = processes.get(key) ?? new EngineProcess(settings);
  processes.set(key, known);
  return known;
}

/** For when the server stops. */
export function endEngines(): void {
  for (const engine of processes.values()) engine.end();
}

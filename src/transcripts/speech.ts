import type { Config } from '../platform/config.ts';
import { moduleBeside } from '../platform/forked.ts';
import { KeptProcess } from '../platform/kept-process.ts';
import type { Segment } from './segment.ts';
import type { SpeechAnswer } from './speech-worker.ts';

const worker = moduleBeside(import.meta.url, './speech-worker.ts');

export type SpeechSettings = Pick<Config, 'speechModelDir' | 'speechEngine'>;

export interface Listening {
  signal?: AbortSignal;
  /** Called with whole per cents, rising to 99. */
  progress?: (percent: number) => void;
}

/** The speech engine in a process of its own, see platform/kept-process.ts. */
export class SpeechProcess {
  readonly #kept: KeptProcess<SpeechAnswer>;

  /** @param options how long it may rest before it is ended, and how long it may work without a sign of life */
  constructor({ speechModelDir, speechEngine }: SpeechSettings, { idleSeconds = 600, patienceSeconds = 600 } = {}) {
    const keeping = { name: 'The speech engine', idleSeconds, patienceSeconds };
    this.#kept = new KeptProcess(worker, [speechModelDir, speechEngine], keeping);
  }

  get pid(): number | undefined {
    return this.#kept.pid;
  }

  /**
   * What is said in a file of raw 16 kHz mono samples; one file at a time, others wait their turn.
   * An abort ends the process.
   */
  transcribe(pcmFile: string, { signal, progress }: Listening = {}): Promise<Segment[]> {
    return this.#kept.ask<Segment[]>(
      pcmFile,
      (answer, { resolve, reject }) => {
        if ('percent' in answer) progress?.(answer.percent);
        else if ('segments' in answer) resolve(answer.segments);
        else reject(new Error(answer.error));
      },
      signal,
    );
  }

  /** Ends the process; a transcription under way fails. */
  end(): void {
    this.#kept.end();
  }
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

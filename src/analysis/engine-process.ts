import { moduleBeside } from '../platform/forked.ts';
import { PermanentFailure } from '../platform/jobs/job.ts';
import { KeptProcess } from '../platform/kept-process.ts';
import { embeddingStatus, type EmbeddingSettings } from './engines/choose.ts';
import type { EngineAnswers, EngineQuestion, EngineReply } from './engine-worker.ts';

const worker = moduleBeside(import.meta.url, './engine-worker.ts');

/** The models in a process of their own, see platform/kept-process.ts. */
export class EngineProcess {
  readonly #kept: KeptProcess<EngineReply>;

  /** @param options how long it may rest before it is ended, and how long one question may take */
  constructor({ embeddingModelDir }: EmbeddingSettings, { idleSeconds = 600, patienceSeconds = 600 } = {}) {
    const keeping = { name: 'The analysis', idleSeconds, patienceSeconds };
    // Vectors go over as they are in memory.
    this.#kept = new KeptProcess(worker, [embeddingModelDir ?? ''], { ...keeping, serialization: 'advanced' });
  }

  get pid(): number | undefined {
    return this.#kept.pid;
  }

  /** One question at a time; others wait their turn. An abort ends the process. @throws PermanentFailure for a bad model */
  ask<Question extends EngineQuestion>(
    question: Question,
    signal?: AbortSignal,
  ): Promise<EngineAnswers[Question['ask']]> {
    return this.#kept.ask<EngineAnswers[Question['ask']]>(
      question,
      (reply, { resolve, reject }) => {
        if ('answer' in reply) resolve(reply.answer as EngineAnswers[Question['ask']]);
        else reject(reply.isModels ? new PermanentFailure(reply.error) : new Error(reply.error));
      },
      signal,
    );
  }

  /** Ends the process; a question under way fails. */
  end(): void {
    this.#kept.end();
  }
}

const processes = new Map<string, EngineProcess>();

/** The process for these settings; another one once the files in the folder are others. */
export function engineProcess(settings: EmbeddingSettings): EngineProcess {
  const status = embeddingStatus(settings);
  const key = JSON.stringify([settings.embeddingModelDir, status]);
  const known = processes.get(key) ?? new EngineProcess(settings);
  processes.set(key, known);
  return known;
}

/** Loads the model in a process of its own, beside whatever works, and tries it. @throws Error, with what is wrong */
export async function tryEngine(settings: EmbeddingSettings): Promise<EngineAnswers['try']> {
  const engine = new EngineProcess(settings, { idleSeconds: 1, patienceSeconds: 60 });
  try {
    return await engine.ask({ ask: 'try' });
  } finally {
    engine.end();
  }
}

/** For when the server stops. */
export function endEngines(): void {
  for (const engine of processes.values()) engine.end();
}

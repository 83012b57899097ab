import fs from 'node:fs';
import { EngineProcess } from '../../../src/analysis/engine-process.ts';
import { defaultWeights } from '../../../src/analysis/sentiment/default-weights.ts';
import { domains, reviewed } from '../../../src/analysis/sentiment/training.ts';
import type { ArrangedSentence } from '../../../src/analysis/themes/arrangement.ts';
import { randomFrom } from '../../../src/analysis/themes/random.ts';
import { passagesOf } from '../../../src/analysis/sentence.ts';
import { clinic, feedback60 } from '../../support/answers.ts';
import { sentencesOf } from '../../../src/analysis/sentence.ts';
import { line } from './print.ts';

const sentencesEach = 5;

/** What so many answers of five sentences take the engine's process, from text to themes. */
export async function benchCost(count: number): Promise<void> {
  const engine = new EngineProcess({ embeddingModelDir: process.env.EMBEDDING_MODEL_DIR });
  await engine.ask({ ask: 'embed', texts: ['.'] });
  const before = cpuSeconds(engine.pid!);
  const sentences: ArrangedSentence[] = [];
  const answers = madeUp(count);
  for (let start = 0; start < answers.length; start += 20) sentences.push(...(await read(engine, answers, start)));
  const reading = cpuSeconds(engine.pid!);
  const { themes, exact } = await engine.ask({
    ask: 'arrange',
    request: { sentences, themes: [], examples: [], anew: true },
  });
  const done = cpuSeconds(engine.pid!);
  line(
    `  ${String(count).padStart(5)} answers, ${sentences.length} sentences: ${(done - before).toFixed(1)} s of CPU ` +
      `(reading ${(reading - before).toFixed(1)}, themes ${(done - reading).toFixed(1)}), at most ${peakMegabytes(engine.pid!)} MB; ` +
      `${themes.length} themes, ${exact ? 'exact' : 'their number judged by a sample'}`,
  );
  engine.end();
}

async function read(engine: EngineProcess, answers: string[][], start: number): Promise<ArrangedSentence[]> {
  const batch = answers.slice(start, start + 20);
  const passages = batch.map((texts) => passagesOf(texts.map((text) => ({ text }))));
  const alone = batch.flat();
  const together = batch.flatMap((texts, i) => passages[i]!.map((indices) => indices.map((j) => texts[j]).join(' ')));
  const vectors = await engine.ask({ ask: 'embed', texts: [...alone, ...together] });
  await engine.ask({ ask: 'feel', texts: alone, vectors: vectors.slice(0, alone.length), weights: defaultWeights });
  const passageVectors = vectors.slice(alone.length);
  let [sentence, passage] = [0, 0];
  return batch.flatMap((texts, i) =>
    passages[i]!.flatMap((indices) => {
      const vector = passageVectors[passage++]!;
      return indices.map((j) => ({
        id: `${start + i}-${j}`,
        personId: String(start + i),
        text: texts[j]!,
        themeId: null,
        sentence: vectors[sentence++]!,
        passage: vector,
      }));
    }),
  );
}

/** Answers put together from sentences that people wrote, none of which comes twice in one answer. */
function madeUp(count: number): string[][] {
  const own = [...feedback60(), ...clinic().answers].flatMap(({ t }) => sentencesOf(t).map(({ text }) => text));
  const all = [...own, ...domains.flatMap(reviewed).map(({ text }) => text)];
  const random = randomFrom(11);
  return Array.from({ length: count }, () =>
    Array.from({ length: sentencesEach }, () => all[Math.floor(random() * all.length)]!),
  );
}

/** Of a process so far; in clock ticks of a hundredth of a second, after its name in brackets. */
function cpuSeconds(pid: number): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function peakMegabytes(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

/** The child process in which the model lives: it is given one file after the other, and answers with what was said. */
import os from 'node:os';
import { chooseModel } from './engines/choose.ts';
import type { SpeechEngine } from './engines/engine.ts';
import { detectVoice, loadEngine, sampleRate } from './engines/sherpa.ts';
import { PcmFile } from './pcm.ts';
import { toSegments, type Segment, type Span } from './segment.ts';
import { joined, spokenParts, type Stretch } from './stretches.ts';

/** What the child says to its parent. */
export type SpeechAnswer = { percent: number } | { segments: Segment[] } | { error: string };

/** A breath before and after, so that no consonant is cut off. */
const margin = 0.15 * sampleRate;

const [folder = '', engineName = 'auto'] = process.argv.slice(2);

// Pages come first. Threads take this over when they are made, so it stands before the engine's.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
const model = chooseModel(folder, engineName);
const engine = loadEngine(model);
const voice = detectVoice(model);

process.on('message', (file: string) => void answer(file));
// The parent is gone, however it went.
process.on('disconnect', () => process.exit());

async function answer(file: string): Promise<void> {
  try {
    tell({ segments: await transcribe(file, await engine) });
  } catch (error) {
    tell({ error: error instanceof Error ? error.message : String(error) });
  }
}

async function transcribe(file: string, engine: SpeechEngine): Promise<Segment[]> {
  const pcm = await PcmFile.open(file);
  try {
    const segments: Segment[] = [];
    voice.reset();
    for await (const stretch of joined(spokenParts(pcm, voice))) {
      segments.push(...(await decode(stretch, pcm, engine)));
      tell({ percent: Math.min(99, Math.floor((stretch.end / pcm.length) * 100)) });
    }
    return segments;
  } finally {
    await pcm.close();
  }
}

async function decode(stretch: Stretch, pcm: PcmFile, engine: SpeechEngine): Promise<Segment[]> {
  const samples = await pcm.read(Math.max(0, stretch.start - margin), Math.min(pcm.length, stretch.end + margin));
  const text = await engine.decode(samples);
  return text ? toSegments(text, stretch.parts.map(inSeconds)) : [];
}

function inSeconds({ start, end }: Span): Span {
  return { start: start / sampleRate, end: end / sampleRate };
}

function tell(answer: SpeechAnswer): void {
  process.send?.(answer);
}

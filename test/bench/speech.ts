import fs from 'node:fs';
import path from 'node:path';
import { createClip, type Clip } from '../../src/media/clip.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { chooseModel } from '../../src/transcripts/engines/choose.ts';
import { loadEngine } from '../../src/transcripts/engines/sherpa.ts';
import { PcmFile } from '../../src/transcripts/pcm.ts';
import { endSpeech } from '../../src/transcripts/speech.ts';
import { transcribe } from '../../src/transcripts/transcribe.ts';
import { pcmOf, speechFixtures, spokenWords } from '../support/speech.ts';
import type { Row } from './row.ts';
import { seconds } from './stopwatch.ts';

const rounds = 3;

/**
 * The job, from the uploaded file to the stored transcript, against the engine alone, which is handed
 * what bare ffmpeg makes of the file: no queue, no search for speech, no process of its own, nothing stored.
 */
export async function benchSpeech(deps: Deps): Promise<Row[]> {
  const job = await jobOver(deps);
  const engine = await engineAlone(deps);
  let best = { ours: Infinity, theirs: Infinity };
  // In turn, after one round to warm up, so that both meet the same machine.
  for (let round = 0; round <= rounds; round++) {
    const [ours, theirs] = [await seconds(job), await seconds(engine)];
    if (round > 0) best = { ours: Math.min(best.ours, ours), theirs: Math.min(best.theirs, theirs) };
  }
  endSpeech();
  return [{ name: 'Transcribing the fixtures / engine alone', unit: 's', ...best, goal: { ratio: 1.15 } }];
}

async function jobOver(deps: Deps): Promise<() => Promise<void>> {
  const clips: Clip[] = [];
  for (const fixture of Object.keys(spokenWords)) clips.push(await clipOf(deps, fixture));
  return async () => {
    for (const clip of clips) await transcribe.now(deps, { clipId: clip.id });
  };
}

async function clipOf({ db, clock, storage }: Deps, fixture: string): Promise<Clip> {
  const clip = await createClip(db, clock, { ownerKind: 'bench', ownerId: fixture, kind: 'video', maxBytes: 1e9 });
  fs.mkdirSync(storage.clip(clip.id), { recursive: true });
  fs.copyFileSync(path.join(speechFixtures, fixture), storage.clip(clip.id, 'original'));
  return clip;
}

async function engineAlone({ config }: Deps): Promise<() => Promise<void>> {
  const engine = await loadEngine(chooseModel(config.speechModelDir, config.speechEngine));
  return async () => {
    for (const fixture of Object.keys(spokenWords)) await engine.decode(await samplesOf(fixture));
  };
}

async function samplesOf(fixture: string): Promise<Float32Array> {
  const pcm = await PcmFile.open(pcmOf('-i', path.join(speechFixtures, fixture)));
  const samples = await pcm.read(0, pcm.length);
  await pcm.close();
  return samples;
}

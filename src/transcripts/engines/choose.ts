import type { OfflineModelConfig } from 'sherpa-onnx-node';
import { canary } from './canary.ts';
import type { ModelFamily } from './engine.ts';
import { ModelFolder } from './model-folder.ts';
import { moonshine } from './moonshine.ts';
import { nemoCtc } from './nemo-ctc.ts';
import { senseVoice } from './sense-voice.ts';
import { transducer } from './transducer.ts';
import { whisper } from './whisper.ts';

const families: ModelFamily[] = [moonshine, whisper, senseVoice, nemoCtc, transducer, canary];

export interface SpeechModel {
  family: string;
  model: OfflineModelConfig;
  /** The file of the voice activity detector. */
  voiceActivity: string;
}

/** The folder does not hold what is needed; the message says what that is. */
export class NoSpeechModel extends Error {}

/**
 * Finds out which model a folder holds.
 * @param engine a family's name, or `auto` for whatever is there
 * @throws NoSpeechModel with a sentence for whoever runs the server
 */
export function chooseModel(folder: string, engine: string): SpeechModel {
  const files = new ModelFolder(folder);
  const { family, model } = engine === 'auto' ? recognise(files) : expect(files, engine);
  const voiceActivity = files.find(/^silero_vad.*\.onnx$/);
  if (!voiceActivity)
    throw new NoSpeechModel(`silero_vad.onnx, which finds where somebody speaks, is not in ${folder}.`);
  return { family: family.name, model, voiceActivity };
}

function recognise(files: ModelFolder): Choice {
  for (const family of families) {
    const model = family.configure(files);
    if (model) return { family, model };
  }
  throw new NoSpeechModel(
    files.find(/\.onnx$/)
      ? `No speech model is complete in ${files.path}. One of these is needed:\n${families.map(describe).join('\n')}`
      : `There is no speech model in ${files.path}. Starting Reelay with access to the npm registry fetches one.`,
  );
}

function expect(files: ModelFolder, engine: string): Choice {
  const family = families.find((family) => family.name === engine);
  if (!family) {
    const names = families.map((family) => family.name).join(', ');
    throw new NoSpeechModel(`SPEECH_ENGINE: there is no engine "${engine}"; choose auto, ${names}.`);
  }
  const model = family.configure(files);
  if (!model) throw new NoSpeechModel(`SPEECH_ENGINE is ${engine}, so ${files.path} must hold ${family.needs}.`);
  return { family, model };
}

interface Choice {
  family: ModelFamily;
  model: OfflineModelConfig;
}

function describe(family: ModelFamily): string {
  return `${family.name}: ${family.needs}`;
}

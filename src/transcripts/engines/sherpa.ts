import sherpa, { type Vad } from 'sherpa-onnx-node';
import type { SpeechModel } from './choose.ts';
import type { SpeechEngine } from './engine.ts';

export const sampleRate = 16_000;

/** Loads the model, which takes a second and hundreds of megabytes. The addon may end the process over a damaged file. */
export async function loadEngine({ family, model }: SpeechModel): Promise<SpeechEngine> {
  const recognizer = await sherpa.OfflineRecognizer.createAsync({
    featConfig: { sampleRate, featureDim: 80 },
    // A second thread gains nothing on one file.
    modelConfig: { ...model, numThreads: 1, provider: 'cpu', debug: 0 },
  });
  return {
    name: family,
    async decode(samples) {
      const stream = recognizer.createStream();
      stream.acceptWaveform({ sampleRate, samples });
      return (await recognizer.decodeAsync(stream)).text.trim();
    },
  };
}

/** Finds where somebody speaks; keeps at most a minute of sound. */
export function detectVoice({ voiceActivity }: SpeechModel): Vad {
  const sileroVad = {
    model: voiceActivity,
    threshold: 0.4,
    minSpeechDuration: 0.2,
    minSilenceDuration: 0.4,
    maxSpeechDuration: 15,
    windowSize: 512,
  };
  return new sherpa.Vad({ sileroVad, sampleRate, numThreads: 1, debug: 0 }, 60);
}

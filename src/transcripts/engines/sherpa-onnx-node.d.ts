/** The part of the addon that is used here; the package brings no types of its own. */
declare module 'sherpa-onnx-node' {
  export interface OfflineModelConfig {
    moonshine?:
      | { encoder: string; mergedDecoder: string }
      | { preprocessor: string; encoder: string; uncachedDecoder: string; cachedDecoder: string };
    whisper?: { encoder: string; decoder: string; language?: string; task?: string };
    senseVoice?: { model: string; language?: string; useInverseTextNormalization?: number };
    nemoCtc?: { model: string };
    transducer?: { encoder: string; decoder: string; joiner: string };
    canary?: { encoder: string; decoder: string; srcLang: string; tgtLang: string; usePnc: number };
    tokens: string;
    numThreads?: number;
    provider?: string;
    debug?: number;
  }

  export interface Waveform {
    samples: Float32Array;
    sampleRate: number;
  }

  export class OfflineStream {
    acceptWaveform(waveform: Waveform): void;
  }

  export class OfflineRecognizer {
    static createAsync(config: {
      featConfig: { sampleRate: number; featureDim: number };
      modelConfig: OfflineModelConfig;
    }): Promise<OfflineRecognizer>;
    createStream(): OfflineStream;
    decodeAsync(stream: OfflineStream): Promise<{ text: string }>;
  }

  export class Vad {
    constructor(
      config: {
        sileroVad: {
          model: string;
          threshold: number;
          minSpeechDuration: number;
          minSilenceDuration: number;
          maxSpeechDuration: number;
          windowSize: number;
        };
        sampleRate: number;
        numThreads: number;
        debug: number;
      },
      bufferSizeInSeconds: number,
    );
    acceptWaveform(samples: Float32Array): void;
    isEmpty(): boolean;
    front(enableExternalBuffer: boolean): { start: number; samples: Float32Array };
    pop(): void;
    flush(): void;
    reset(): void;
  }

  const sherpa: { OfflineRecognizer: typeof OfflineRecognizer; Vad: typeof Vad };
  export default sherpa;
}

import type { OfflineModelConfig } from 'sherpa-onnx-node';

/** What turns speech into words: samples of 16 kHz mono between -1 and 1, at most half a minute of them. */
export interface SpeechEngine {
  name: string;
  decode(samples: Float32Array): Promise<string>;
}

/** A kind of model that the addon can run, and how it is known by the files in its folder. */
export interface ModelFamily {
  name: string;
  /** In words, for someone who looks at their folder and wonders. */
  needs: string;
  /** The addon's settings, or undefined where the folder holds something else. */
  configure(files: ModelFiles): OfflineModelConfig | undefined;
}

/** The files of a model folder. */
export interface ModelFiles {
  /** The full path of the first file whose name matches; a quantised one (`.int8.onnx`) comes first. */
  find(pattern: RegExp): string | undefined;
  /** Whether the token list, read for this, holds the token. */
  hasToken(file: string, token: string): boolean;
}

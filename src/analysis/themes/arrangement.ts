import type { Embedded } from './features.ts';

/** A sentence that is to find its theme. */
export interface ArrangedSentence extends Embedded {
  id: string;
  /** Who said it: what only one person said gets into no name. */
  personId: string;
  text: string;
  /** The theme that it is in now. */
  themeId: string | null;
}

export interface ArrangedTheme {
  id: string;
  /** A person named, described, pinned, merged, split or corrected it: it stays, whatever is found. */
  isKept: boolean;
  /** A sentence that says what it is about, as the engine sees it. */
  description: Float32Array | null;
}

/** A sentence that somebody put into a theme by hand. */
export interface ThemeExample extends Embedded {
  themeId: string;
  /** While it is among the sentences; examples outlive new transcripts. */
  sentenceId: string | null;
}

export interface ArrangementRequest {
  sentences: ArrangedSentence[];
  themes: ArrangedTheme[];
  examples: ThemeExample[];
  /** How many themes there shall be; undefined for as many as are told apart best. */
  wanted?: number;
  /** Look for themes anew, beside those that are kept; otherwise what is new joins the themes that there are. */
  anew: boolean;
}

export interface Placement {
  sentenceId: string;
  /** Of a theme that was given, or the key of one that was found; null where it fits nowhere. */
  theme: string | null;
  /** How sure that is, from 0 to 1; of what fits nowhere too. */
  confidence: number;
  /** How near it is to the middle of its theme, from -1 to 1. */
  centrality: number;
}

/** A theme of the result, with what it is to be called unless somebody named it. */
export interface NamedTheme {
  /** The id of a theme that was given, or `found-1` and so on. */
  key: string;
  name: string;
  phrases: string[];
}

export interface Arrangement {
  placements: Placement[];
  themes: NamedTheme[];
  /** Silhouette of what was grouped; null where nothing was. */
  contrast: number | null;
  /** False where the number of themes was judged by a sample. */
  exact: boolean;
}

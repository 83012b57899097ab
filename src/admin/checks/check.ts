/** A line of the front page: how one part is, and what to do about it where something is to be done. */
export interface Check {
  part: string;
  /** `off`: not in use, and nothing is wrong with that. */
  tone: 'success' | 'warning' | 'danger' | 'off';
  words: string;
  /** What to do. */
  todo?: string;
  link?: { path: string; words: string };
}

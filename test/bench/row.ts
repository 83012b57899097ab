/** One line of the table: what it takes us, what it takes the bare thing, and how much more that may be. */
export interface Row {
  name: string;
  /** Seconds. */
  ours: number;
  theirs: number;
  ratio: number;
  /** The ratio that we want to stay under. */
  goal: number;
}

import type { Feeling } from '../analysis/sentiment/sentiment.ts';

/** In the order in which they are shown. */
export const kinds = ['answer', 'message', 'note', 'comment', 'response', 'form'] as const;
export type Kind = (typeof kinds)[number];

/** Which comes first: what fits best, of the same fit the newest; or the newest. */
export const orders = ['best', 'newest'] as const;
export type Order = (typeof orders)[number];

/** What an analysis tells apart. */
export const languages = ['en', 'other'] as const;
export type Language = (typeof languages)[number];

/** What is looked for, and within what. */
export interface Wanted {
  text: string;
  /** Ids of the only forms that count. Names none: everything, also what is of no form. */
  forms?: string[] | undefined;
  /** UTC, the first moment and the first one after. */
  from?: string | undefined;
  until?: string | undefined;
  /** The team's: mean rating of at least this. */
  rating?: number | undefined;
  /** The respondent's: a score given in the same response, from 0 to 10; stars count double. */
  scoreFrom?: number | undefined;
  scoreTo?: number | undefined;
  /** How an answer sounds, and its language, as far as it has been analysed. */
  feeling?: Feeling | undefined;
  language?: Language | undefined;
  /** Part of the name or address of who gave, wrote or recorded it. */
  person?: string | undefined;
}

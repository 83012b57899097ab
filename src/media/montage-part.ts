import { Unreadable } from '../platform/bad-media.ts';
import type { Caption } from './montage-captions.ts';
import { hundredths } from './timeline.ts';

/** One thing after the other in a film that is put together. */
export type MontagePart = Card | Cut;

/** A drawn picture with silence: a person's name and question, or what somebody wrote. */
export interface Card {
  kind: 'card';
  title: string;
  subtitle: string | null;
  body: string | null;
  seconds: number;
}

export interface Cut {
  kind: 'cut';
  /** Absolute path of the recording. */
  file: string;
  hasVideo: boolean;
  /** Seconds of the recording. */
  start: number;
  end: number;
  /** Shown where there is only sound. */
  label: string | null;
  /** Burned in; in seconds from the cut's start. */
  captions: Caption[] | null;
}

/** A part that no film can be made of; the message names it, counting from one. */
export class PartUnreadable extends Unreadable {
  /** Its place in the list, counting from zero. */
  readonly index: number;

  constructor(index: number, reason: string, options?: ErrorOptions) {
    super(`Part ${index + 1} cannot be used. ${reason}`, options);
    this.index = index;
  }
}

/** For `catch`: what cannot be read is said to be that part. */
export function naming(index: number): (error: unknown) => never {
  return (error) => {
    throw error instanceof Unreadable ? new PartUnreadable(index, error.message, { cause: error }) : error;
  };
}

/** Parts last whole hundredths of a second, so that nothing adds up. */
export function secondsOf(part: MontagePart): number {
  return part.kind === 'card' ? hundredths(part.seconds) : hundredths(hundredths(part.end) - hundredths(part.start));
}

/** When each part begins, in seconds of the film, and when the last one ends. */
export function placesOf(lengths: number[]): { starts: number[]; seconds: number } {
  let at = 0;
  const starts = lengths.map((seconds) => {
    const start = at;
    at = hundredths(at + seconds);
    return start;
  });
  return { starts, seconds: at };
}

/** What a part is called in the film's list of chapters; undefined for what needs no entry of its own. */
export function chapterTitle(part: MontagePart): string | undefined {
  if (part.kind === 'cut') return part.label ?? undefined;
  return [part.title, part.subtitle ?? part.body].filter(Boolean).join(': ').slice(0, 120) || undefined;
}

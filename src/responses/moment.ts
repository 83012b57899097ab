import type { ReviewedAnswer } from './reviewed.ts';

/** A place in a response: so many seconds into one of its answers. */
export interface Moment {
  answerId: string;
  seconds: number;
}

/**
 * Where a link leads: `t` seconds into an answer or, where it names none, into the whole response, its recordings laid
 * end to end. Undefined when it leads nowhere in particular.
 */
export function findMoment(answers: ReviewedAnswer[], link: { t?: number; answer?: string }): Moment | undefined {
  if (link.answer !== undefined) return { answerId: link.answer, seconds: link.t ?? 0 };
  return link.t === undefined ? undefined : inWhole(answers, link.t);
}

function inWhole(answers: ReviewedAnswer[], secondsIntoWhole: number): Moment | undefined {
  let left = secondsIntoWhole;
  for (const { answer, media } of answers) {
    const seconds = media?.clip.seconds ?? media?.clip.declaredSeconds ?? 0;
    if (answer && left < seconds) return { answerId: answer.id, seconds: left };
    left -= seconds;
  }
  return undefined;
}

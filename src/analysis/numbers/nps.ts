/** How likely people say they are to recommend something, from -100 to 100, with its 95% interval. */
export interface Nps {
  score: number;
  /** Half of the interval, in points. */
  margin: number;
  low: number;
  high: number;
  promoters: number;
  passives: number;
  detractors: number;
  answers: number;
}

/**
 * The Net Promoter Score: the share of 9 and 10 less the share of 0 to 6, times 100 (F. Reichheld, "The One Number You Need
 * to Grow", Harvard Business Review, December 2003). The interval is the adjusted Wald interval for it, which holds for few
 * answers too: three are added, 3/4 of them promoters and 3/4 detractors (B. Rocks, "Interval Estimation for the Net
 * Promoter Score", The American Statistician 70(4), 2016). Undefined without answers.
 * @param counts how many gave each score, from 0 to 10
 */
export function nps(counts: number[]): Nps | undefined {
  const sum = (from: number, to: number) => counts.slice(from, to + 1).reduce((all, count) => all + count, 0);
  const [detractors, passives, promoters] = [sum(0, 6), sum(7, 8), sum(9, 10)];
  const answers = detractors + passives + promoters;
  if (answers === 0) return undefined;
  const [p, d] = [(promoters + 0.75) / (answers + 3), (detractors + 0.75) / (answers + 3)];
  const margin = 100 * z95 * Math.sqrt((p + d - (p - d) ** 2) / (answers + 3));
  const [score, centre] = [(100 * (promoters - detractors)) / answers, 100 * (p - d)];
  return {
    score,
    margin,
    low: Math.max(-100, Math.min(score, centre - margin)),
    high: Math.min(100, Math.max(score, centre + margin)),
    promoters,
    passives,
    detractors,
    answers,
  };
}

/** Two-sided 95% of the normal distribution. */
const z95 = 1.96;

/** Whether two scores differ by more than chance explains: the margin of a difference of independent estimates. */
export function differs(a: Nps, b: Nps): boolean {
  return Math.abs((a.low + a.high - b.low - b.high) / 2) > Math.hypot(a.margin, b.margin);
}

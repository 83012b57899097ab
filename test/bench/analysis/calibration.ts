/** An assignment: how sure it said it was, from 0 to 1, and whether a person would have put it there too. */
export interface Judged {
  confidence: number;
  isRight: boolean;
}

const bins = 5;

/**
 * Expected calibration error: how far what was said of confidence is from how often it was right, on the average of five
 * equal ranges of confidence, each by how much is in it (Naeini et al. 2015); from 0 to 1.
 */
export function calibrationError(judged: Judged[]): number {
  const binOf = ({ confidence }: Judged) => Math.min(bins - 1, Math.floor(confidence * bins));
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const own = judged.filter((one) => binOf(one) === bin);
    if (own.length > 0) error += (own.length / judged.length) * Math.abs(sureness(own) - rightness(own));
  }
  return error;
}

export function sureness(judged: Judged[]): number {
  return judged.reduce((sum, { confidence }) => sum + confidence, 0) / judged.length;
}

export function rightness(judged: Judged[]): number {
  return judged.filter(({ isRight }) => isRight).length / judged.length;
}

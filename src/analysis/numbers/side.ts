import type { Period } from './store.ts';
import type { Numbers } from './numbers.ts';

/** Numbers with what they are called where two are compared. */
export interface Named {
  name: string;
  period: Period;
  numbers: Numbers;
}

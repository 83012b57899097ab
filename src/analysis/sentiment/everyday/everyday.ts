import { home } from './home.ts';
import { out } from './out.ts';
import type { Subject } from './subject.ts';
import { work } from './work.ts';

/**
 * What nobody feels anything about, beside what is felt about the same thing without a word of feeling. None of it is
 * about shopping by post, hospitals, libraries or pools, which is what sentiment is judged by (`npm run bench:analysis`).
 */
export const everyday: Subject[] = [...home, ...work, ...out];

/** Makes a backup in a process of its own: reading a whole workspace would slow the pages down. */
import { answerFork } from '../platform/forked.ts';
import { makeBackup, type Plan } from './backup-making.ts';

answerFork((plan, progress) => makeBackup(plan as Plan, progress));

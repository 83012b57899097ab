import type { Deps } from '../../platform/deps.ts';
import { ago, count } from '../../platform/http/words.ts';
import { lastBackUp } from '../back-up.ts';
import { listBackups } from '../backup.ts';
import { folderTrouble } from '../backup-folder.ts';
import type { Check } from './check.ts';

const link = { path: '/admin/backups', words: 'Backups' };
const part = 'Backups';

export async function checkBackups({ db, config, clock }: Deps): Promise<Check> {
  const [backups, job, trouble] = await Promise.all([
    listBackups(config.backupDir),
    lastBackUp(db),
    folderTrouble(config),
  ]);
  const now = clock.now();
  const [newest] = backups;
  const words = newest
    ? `The last ${ago(newest.madeAt, now)}, verified. ${count(backups.length, 'backup')} kept.`
    : 'There is none.';
  if (trouble) return { part, tone: 'danger', words, todo: trouble, link };
  if (job?.state === 'failed') return { part, tone: 'danger', words, todo: `The last try failed: ${job.error}`, link };
  if (!newest)
    return { part, tone: 'warning', words, todo: 'Press “Back up now”. From then on one is made every night.', link };
  if (now.getTime() - Date.parse(newest.madeAt) > 2 * 86_400_000) {
    return { part, tone: 'danger', words, todo: 'Press “Back up now”, and see that the server runs at night.', link };
  }
  return { part, tone: 'success', words, link };
}

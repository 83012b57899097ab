import { readSettings } from '../accounts/settings.ts';
import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { moduleBeside, runForked } from '../platform/forked.ts';
import { defineJob, PermanentFailure, type JobContext } from '../platform/jobs/job.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { version } from '../platform/version.ts';
import { deleteOldest } from './backup.ts';
import { notOurs } from './backup-files.ts';
import { FolderTrouble, inWords, openBackupFolder } from './backup-folder.ts';
import type { Plan } from './backup-making.ts';
import { noteErasures } from './erasures.ts';

/** The newest job about it is what the page shows. */
const subject = 'workspace';

/** Copies everything into `BACKUP_DIR`, and lets the oldest backup go. */
export const backUp = defineJob<Record<string, never>>(
  'admin.back-up',
  async (_nothing, context) => {
    try {
      await openBackupFolder(context.config);
      await noteErasures(context);
      await make(context);
    } catch (error) {
      const told = inWords(error as NodeJS.ErrnoException, context.config.backupDir);
      throw told instanceof FolderTrouble ? new PermanentFailure(told.message, { cause: error }) : told;
    }
    await deleteOldest(context.config.backupDir, (await readSettings(context.db)).keepBackups);
  },
  // It may read for hours; recordings that came meanwhile do not wait for it.
  { title: 'Backing up', long: true },
);

async function make({ config, storage, clock, signal, progress }: JobContext): Promise<void> {
  const plan: Plan = {
    storage: storage.root,
    database: storage.database,
    folder: config.backupDir,
    exclude: notOurs(config),
    madeAt: timestamp(clock),
    version,
  };
  await runForked(moduleBeside(import.meta.url, './backup-process.ts'), plan, { signal, progress });
}

/** Asks for a backup, unless one is about to be made. Gives the job's id where it asked. */
export async function backUpLater({ db }: Pick<Deps, 'db'>): Promise<string | undefined> {
  const last = await lastBackUp(db);
  if (last?.state === 'queued' || last?.state === 'running') return undefined;
  return backUp.later(db, {}, { subject });
}

export function lastBackUp(db: Deps['db']) {
  return findJob(db, backUp.name, subject);
}

import fs from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { findForm } from '../forms/form.ts';

type WithStorage = Pick<Deps, 'storage'>;

/** Where the archive of a form lies, if there is one: in tmp, which no backup holds and where nothing stays for long. */
export function archivePath({ storage }: WithStorage, formId: string): string {
  return path.join(storage.root, 'tmp', `archive-${formId}.zip`);
}

/** It would hold on to what is being erased. */
export async function forgetArchive(deps: WithStorage, formId: string): Promise<void> {
  await fs.rm(archivePath(deps, formId), { force: true });
}

/** Deletes archives whose form is gone. */
export async function sweepArchives(deps: WithStorage & { db: Db }): Promise<void> {
  for (const name of await fs.readdir(path.join(deps.storage.root, 'tmp'))) {
    const formId = /^archive-(\w+)\.zip$/.exec(name)?.[1];
    if (formId && !(await findForm(deps.db, formId))) await forgetArchive(deps, formId);
  }
}

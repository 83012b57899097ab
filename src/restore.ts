/** Puts a backup where the workspace belongs: `npm run restore -- FOLDER [--overwrite]`. */
import { parseArgs } from 'node:util';
import { bringErasures } from './admin/erasures.ts';
import { NotRestored, restore, type Restored } from './admin/restoration.ts';
import { countWorkspace } from './admin/restoration.store.ts';
import './jobs.ts';
import { ConfigError, readConfig } from './platform/config.ts';
import { closeDeps, openDeps, type Deps } from './platform/deps.ts';
import { Storage } from './platform/files.ts';
import { count, fileSize, moment } from './platform/http/words.ts';
import { migrate, NewerDatabase } from './platform/migrate.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const told = [NotRestored, ConfigError, NewerDatabase];

try {
  await run();
} catch (error) {
  if (!told.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { overwrite: { type: 'boolean' } }, allowPositionals: true });
  const [folder] = positionals;
  if (!folder || positionals.length > 1) {
    throw new NotRestored('Name one backup: npm run restore -- FOLDER. The page “Backups” shows where they are.');
  }
  const config = readConfig(process.env);
  say(`Restoring ${folder} into ${config.storageDir}. Every file is compared with its hash.`);
  const restored = await restore(
    folder,
    { config, storage: new Storage(config.storageDir) },
    values.overwrite ?? false,
  );
  const deps = openDeps(process.env);
  try {
    await migrate(deps.db);
    await bringErasures(deps, restored.erasures);
    await tell(deps, restored);
  } finally {
    await closeDeps(deps);
  }
}

async function tell({ db, config }: Deps, { backup, replaced, erasures }: Restored): Promise<void> {
  const { company, forms, responses } = await countWorkspace(db);
  say(`Restored ${company} as it was on ${moment(backup.madeAt)} (UTC), made by version ${backup.version}:`);
  say(`  ${count(forms, 'form')} and ${count(responses, 'response')}`);
  say(`  ${count(backup.files, 'file')}, ${fileSize(backup.bytes)}, each with the SHA-256 that it had`);
  if (erasures.length > 0) say(`  ${count(erasures.length, 'erasure')} done once more`);
  if (replaced)
    say(`What was in ${config.storageDir} before is now in ${replaced}. Delete it once nothing is missing.`);
  say('Start the server as usual.');
}

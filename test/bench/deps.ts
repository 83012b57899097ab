import '../../src/jobs.ts';
import { openDeps as open, type Deps } from '../../src/platform/deps.ts';
import { migrate } from '../../src/platform/migrate.ts';

/** What the product is started with, its log quiet but for errors. Two processes may open the same storage folder. */
export async function openDeps(environment: Record<string, string | undefined>): Promise<Deps> {
  const deps = open({ ...environment, LOG_LEVEL: 'error' });
  await migrate(deps.db);
  return deps;
}

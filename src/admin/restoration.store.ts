import type { Db } from '../platform/database.ts';

/** What a workspace holds, for whoever has just got it back. */
export async function countWorkspace(db: Db): Promise<{ company: string; forms: number; responses: number }> {
  return db.first(
    db.raw(
      `coalesce((select company from workspaces limit 1), 'an empty workspace') as company,
       (select count(*) from forms) as forms,
       (select count(*) from responses where state = 'submitted') as responses`,
    ),
  );
}

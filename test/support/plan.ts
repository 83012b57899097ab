import type { World } from './world.ts';

/** How SQLite goes about the queries that are made meanwhile, one line each, with the query. */
export async function plansOf({ db }: World, work: () => Promise<unknown>): Promise<string[]> {
  const made: [string, readonly string[]][] = [];
  const note = ({ sql, bindings }: { sql: string; bindings: readonly string[] }) => void made.push([sql, bindings]);
  db.on('query', note);
  await work();
  db.removeListener('query', note);
  const plans: string[] = [];
  for (const [sql, bindings] of made.filter(([sql]) => /^(select|with)/.test(sql))) {
    const steps: { detail: string }[] = await db.raw(`EXPLAIN QUERY PLAN ${sql}`, [...bindings]);
    plans.push(`${sql}: ${steps.map(({ detail }) => detail).join(', ')}`);
  }
  return plans;
}

import type { Knex } from 'knex';

/** What was understood of a recording goes with it, at once and whoever deletes it: it holds what was said. */
export async function up(db: Knex): Promise<void> {
  const answers = 'answer_id IN (SELECT id FROM answers WHERE clip_id = old.id)';
  await db.raw(
    `CREATE TRIGGER readings_unsaid AFTER DELETE ON clips BEGIN
       DELETE FROM analysed_answers WHERE ${answers};
       DELETE FROM theme_examples WHERE ${answers};
     END`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP TRIGGER readings_unsaid');
}

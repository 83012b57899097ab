import type { Knex } from 'knex';

/** By which import a response came; null for what was given here, and for what came before this was written down. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('responses', (table) => {
    table.text('import_id');
  });
  await db.raw('CREATE INDEX responses_by_import ON responses (import_id) WHERE import_id IS NOT NULL');
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP INDEX responses_by_import');
  await db.schema.alterTable('responses', (table) => {
    table.dropColumn('import_id');
  });
}

import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('edits', (table) => {
    table.text('whole_removed_at');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('edits', (table) => table.dropColumn('whole_removed_at'));
}

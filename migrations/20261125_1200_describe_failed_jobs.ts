import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('jobs', (table) => {
    table.text('output');
    table.index(['state', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('jobs', (table) => {
    table.dropIndex(['state', 'id']);
    table.dropColumn('output');
  });
}

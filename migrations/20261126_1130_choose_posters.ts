import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('clips', (table) => {
    table.float('poster_seconds');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('clips', (table) => table.dropColumn('poster_seconds'));
}

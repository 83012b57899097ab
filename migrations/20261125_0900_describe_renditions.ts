import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('clips', (table) => {
    table.boolean('has_storyboard').notNullable().defaultTo(false);
    table.float('silent_seconds');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('clips', (table) => table.dropColumns('has_storyboard', 'silent_seconds'));
}

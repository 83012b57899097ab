import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('notices', (table) => {
    /** Told with the next digest at the earliest, also to who is told of other things at once. */
    table.boolean('is_calm').notNullable().defaultTo(false);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('notices', (table) => table.dropColumn('is_calm'));
}

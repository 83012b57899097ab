import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  /** A mail scanner or a preview bot, by what it calls itself. */
  await db.schema.alterTable('visits', (table) => table.boolean('is_program').notNullable().defaultTo(false));
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('visits', (table) => table.dropColumn('is_program'));
}

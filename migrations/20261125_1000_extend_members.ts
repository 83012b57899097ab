import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('members', (table) => {
    table.text('time_zone').notNullable().defaultTo('UTC');
    table.text('language').notNullable().defaultTo('en-GB');
    table.text('theme').notNullable().defaultTo('system');
    /** Counts up with every portrait, so that a cached one is not shown; null for none. */
    table.integer('portrait');
    table.text('invited_at');
    table.text('signed_in_at');
  });
  await db.schema.alterTable('sessions', (table) => {
    table.text('created_at');
    table.text('seen_at');
    table.text('browser');
    table.text('address');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('sessions', (table) => table.dropColumns('created_at', 'seen_at', 'browser', 'address'));
  await db.schema.alterTable('members', (table) => {
    table.dropColumns('time_zone', 'language', 'theme', 'portrait', 'invited_at', 'signed_in_at');
  });
}

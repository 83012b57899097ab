import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('responses', (table) => {
    /** `link`: somebody answered the form; `imported`: a member brought it from elsewhere. */
    table.text('origin').notNullable().defaultTo('link');
    /** What the form's link said of where it was found: `?source=newsletter`. */
    table.text('source');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('responses', (table) => table.dropColumns('origin', 'source'));
}

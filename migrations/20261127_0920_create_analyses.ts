import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('analyses', (table) => {
    table.text('form_id').primary().references('forms.id').onDelete('CASCADE');
    /** How many themes somebody asked for; null for as many as are told apart best. */
    table.integer('wanted_themes');
    table.text('engine');
    table.text('finished_at');
    /** JSON: what the last run changed, and how it went about it. */
    table.text('outcome');
  });
  await db.schema.createTable('sentiment_models', (table) => {
    table.text('engine').primary();
    /** 32-bit floats. */
    table.binary('weights').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('sentiment_models');
  await db.schema.dropTable('analyses');
}

import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('form_retention', (table) => {
    table.text('form_id').primary().references('forms.id').onDelete('CASCADE');
    table.integer('media_days');
    table.integer('response_days');
    table.text('begins_at').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('form_retention');
}

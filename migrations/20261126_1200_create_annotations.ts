import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('annotations', (table) => {
    table.text('message_id').primary().references('messages.id').onDelete('CASCADE');
    table.text('document').notNullable();
    table.integer('revision').notNullable();
    table.text('updated_at').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('annotations');
}

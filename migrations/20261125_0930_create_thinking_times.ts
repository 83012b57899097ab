import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('thinking_times', (table) => {
    table.text('response_id').notNullable().references('responses.id').onDelete('CASCADE');
    table.text('question_id').notNullable();
    table.text('begun_at').notNullable();
    table.primary(['response_id', 'question_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('thinking_times');
}

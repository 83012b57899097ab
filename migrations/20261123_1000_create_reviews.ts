import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('ratings', (table) => {
    table.text('response_id').notNullable().references('responses.id').onDelete('CASCADE');
    table.text('member_id').notNullable().references('members.id');
    table.integer('value').notNullable();
    table.text('updated_at').notNullable();
    table.primary(['response_id', 'member_id']);
  });
  await db.schema.createTable('notes', (table) => {
    table.text('id').primary();
    table.text('response_id').notNullable().references('responses.id').onDelete('CASCADE').index();
    table.text('answer_id').references('answers.id').onDelete('SET NULL');
    table.text('member_id').notNullable().references('members.id');
    table.float('at_seconds');
    table.text('text').notNullable();
    table.text('created_at').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('notes');
  await db.schema.dropTable('ratings');
}

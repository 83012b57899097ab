import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('jobs', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.text('subject');
    table.text('payload').notNullable();
    table.text('state').notNullable();
    table.integer('progress').notNullable().defaultTo(0);
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('error');
    table.text('created_at').notNullable();
    table.text('due_at').notNullable();
    table.text('finished_at');
    table.index(['state', 'due_at']);
    table.index(['name', 'subject', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('jobs');
}

import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('erasures', (table) => {
    table.text('id').primary();
    table.text('kind').notNullable();
    table.text('erased_at').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('erasures');
}

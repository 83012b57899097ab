import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('forms', (table) => {
    table.text('id').primary();
    table.text('slug').notNullable().unique();
    table.text('state').notNullable();
    table.text('title').notNullable();
    table.text('draft').notNullable();
    table.text('publication_id');
    table.text('closes_at');
    table.text('closed_at');
    table.text('closes_zone').notNullable();
    table.text('created_by').notNullable().references('members.id');
    table.text('created_at').notNullable();
    table.text('updated_at').notNullable();
    table.index(['state', 'id']);
  });
  await db.schema.createTable('publications', (table) => {
    table.text('id').primary();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.integer('version').notNullable();
    table.text('content').notNullable();
    table.text('created_at').notNullable();
    table.unique(['form_id', 'version']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('publications');
  await db.schema.dropTable('forms');
}

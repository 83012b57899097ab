import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('imports', (table) => {
    table.text('id').primary();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE').index();
    table.text('member_id').notNullable().references('members.id');
    table.integer('imported').notNullable();
    table.integer('left_out').notNullable();
    table.text('created_at').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('imports');
}

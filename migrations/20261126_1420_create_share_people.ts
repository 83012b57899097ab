import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('share_people', (table) => {
    table.text('id').primary();
    table.text('link_id').notNullable().references('share_links.id').onDelete('CASCADE');
    /** In lower case. */
    table.text('email').notNullable();
    table.text('created_at').notNullable();
    table.unique(['link_id', 'email']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('share_people');
}

import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('share_codes', (table) => {
    /** The code is made of it and the server's key. */
    table.text('id').primary();
    table.text('link_id').notNullable().references('share_links.id').onDelete('CASCADE');
    /** As somebody wrote it, whether or not it is on the link's list; in lower case. */
    table.text('email').notNullable();
    table.integer('tries').notNullable().defaultTo(0);
    table.text('created_at').notNullable().index();
    table.index(['link_id', 'email', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('share_codes');
}

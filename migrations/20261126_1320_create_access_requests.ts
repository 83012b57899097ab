import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('access_requests', (table) => {
    table.text('id').primary();
    /** The link that did not let them in. */
    table.text('link_id').notNullable().references('share_links.id').onDelete('CASCADE');
    table.text('subject_kind').notNullable();
    table.text('subject_id').notNullable();
    table.text('name').notNullable();
    table.text('email').notNullable();
    table.text('text').notNullable().defaultTo('');
    table.text('created_at').notNullable();
    table.text('decided_at');
    /** The link that was made for them; null where nobody let them in. */
    table.text('granted_link_id').references('share_links.id').onDelete('SET NULL');
    table.index(['subject_kind', 'subject_id', 'id']);
    table.index(['link_id', 'email']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('access_requests');
}

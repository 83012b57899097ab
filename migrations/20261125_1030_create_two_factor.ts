import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('two_factor', (table) => {
    table.text('member_id').primary().references('members.id').onDelete('CASCADE');
    /** The secret is derived from it and the key of this server. */
    table.integer('version').notNullable();
    table.text('confirmed_at');
    /** The newest period of which a code was used: none of it or before works again. */
    table.integer('last_period').notNullable().defaultTo(0);
  });
  await db.schema.createTable('recovery_codes', (table) => {
    table.text('code_hash').primary();
    table.text('member_id').notNullable().references('members.id').onDelete('CASCADE').index();
    table.text('used_at');
  });
  await db.schema.createTable('portraits', (table) => {
    table.text('member_id').primary().references('members.id').onDelete('CASCADE');
    table.binary('webp').notNullable();
  });
  await db.schema.createTable('sign_in_links', (table) => {
    table.text('member_id').primary().references('members.id').onDelete('CASCADE');
    table.integer('version').notNullable();
    table.text('made_at');
  });
}

export async function down(db: Knex): Promise<void> {
  for (const table of ['sign_in_links', 'portraits', 'recovery_codes', 'two_factor']) await db.schema.dropTable(table);
}

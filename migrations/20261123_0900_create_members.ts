import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('workspaces', (table) => {
    table.text('id').primary();
    table.text('company').notNullable();
    table.text('created_at').notNullable();
  });
  await db.schema.createTable('members', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.specificType('email', 'text collate nocase').notNullable().unique();
    table.text('password_hash');
    table.integer('invitation_version').notNullable().defaultTo(1);
    table.text('role').notNullable();
    table.text('created_at').notNullable();
    table.text('disabled_at');
  });
  await db.schema.createTable('sessions', (table) => {
    table.text('id_hash').primary();
    table.text('member_id').references('members.id').onDelete('CASCADE').index();
    table.text('data').notNullable();
    table.text('expires_at').notNullable().index();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('sessions');
  await db.schema.dropTable('members');
  await db.schema.dropTable('workspaces');
}

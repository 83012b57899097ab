import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('mails', (table) => {
    table.text('id').primary();
    table.text('kind').notNullable();
    /** JSON: what it is about, by ids alone. Links with secrets are made when it is sent. */
    table.text('ids').notNullable();
    table.specificType('to_address', 'text collate nocase').notNullable().index();
    table.text('to_name');
    table.text('member_id').references('members.id').onDelete('CASCADE').index();
    table.text('subject').notNullable();
    table.text('message_id').notNullable();
    table.text('link_base');
    table.text('state').notNullable();
    table.text('words');
    table.text('created_at').notNullable();
    table.text('ended_at');
    table.index(['state', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('mails');
}

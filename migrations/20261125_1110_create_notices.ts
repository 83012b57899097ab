import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('notices', (table) => {
    table.text('id').primary();
    table.text('member_id').notNullable().references('members.id').onDelete('CASCADE');
    table.text('kind').notNullable();
    table.text('subject_id').notNullable().index();
    table.text('about_id').notNullable().index();
    table.text('about').notNullable();
    table.text('created_at').notNullable();
    table.text('read_at');
    /** When it is to be mailed; null: not at all, or not any more. */
    table.text('due_at');
    /** The mail that it was told in, together with others. */
    table.text('batch').index();
    table.text('told_at');
    table.unique(['member_id', 'kind', 'subject_id']);
    table.index(['member_id', 'id']);
    table.index(['member_id', 'told_at']);
  });
  await db.raw('CREATE INDEX notices_unread ON notices (member_id) WHERE read_at IS NULL');
  await db.raw('CREATE INDEX notices_due ON notices (due_at) WHERE due_at IS NOT NULL');
  await db.schema.createTable('notice_choices', (table) => {
    table.text('member_id').primary().references('members.id').onDelete('CASCADE');
    /** JSON. */
    table.text('choice').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('notice_choices');
  await db.schema.dropTable('notices');
}

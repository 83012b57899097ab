import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('messages', (table) => {
    table.text('id').primary();
    table.text('member_id').notNullable().references('members.id').onDelete('CASCADE');
    table.text('clip_id').notNullable().unique();
    /** What was recorded: `screen`, `camera`, `voice` or `file`. */
    table.text('kind').notNullable();
    table.text('title').notNullable();
    table.text('description').notNullable().defaultTo('');
    table.boolean('is_private').notNullable().defaultTo(false);
    table.text('expectation').notNullable().defaultTo('none');
    table.text('expected_at');
    table.text('action_label');
    table.text('action_url');
    /** A list of {at, title}, `at` in seconds of the original. */
    table.text('chapters').notNullable().defaultTo('[]');
    table.text('folder').notNullable().defaultTo('');
    table.text('created_at').notNullable();
    /** When recording stopped; null while it goes on. */
    table.text('finished_at');
    /** In the bin since then. */
    table.text('deleted_at');
    table.index(['member_id', 'id']);
    table.index(['deleted_at', 'id']);
  });
  await db.schema.createTable('message_recipients', (table) => {
    table.text('message_id').notNullable().references('messages.id').onDelete('CASCADE');
    table.text('member_id').notNullable().references('members.id').onDelete('CASCADE');
    table.text('seen_at');
    table.primary(['message_id', 'member_id']);
    table.index(['member_id', 'message_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('message_recipients');
  await db.schema.dropTable('messages');
}

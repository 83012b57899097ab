import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('share_links', (table) => {
    table.text('id').primary();
    /** What it opens: `message`, … with that thing's id. */
    table.text('subject_kind').notNullable();
    table.text('subject_id').notNullable();
    table.text('name').notNullable();
    /** A part of the token: a new one makes every copy of the old link worthless. */
    table.integer('version').notNullable().defaultTo(1);
    table.text('token_hash').notNullable().unique();
    table.text('access').notNullable();
    table.text('password_hash');
    /** Counts what was changed about who may open it: who came in before has to pass again. */
    table.integer('gate').notNullable().defaultTo(1);
    table.text('expires_at');
    table.integer('most_viewers');
    table.boolean('allows_download').notNullable().defaultTo(false);
    table.boolean('allows_comments').notNullable().defaultTo(true);
    table.boolean('asks_name').notNullable().defaultTo(false);
    /** The sites that may show it in a frame, a list of origins. */
    table.text('sites').notNullable().defaultTo('[]');
    table.text('created_by').references('members.id').onDelete('SET NULL');
    table.text('created_at').notNullable();
    table.text('revoked_at');
    table.index(['subject_kind', 'subject_id']);
  });
  await db.schema.createTable('visits', (table) => {
    table.text('id').primary();
    table.text('link_id').notNullable().references('share_links.id').onDelete('CASCADE').index();
    table.text('member_id').references('members.id').onDelete('SET NULL');
    /** Shown to be theirs by a code that was mailed there. */
    table.text('email');
    /** As they call themselves. */
    table.text('name');
    table.text('agent').notNullable().defaultTo('');
    /** The gate of the link as it was when they passed it. */
    table.integer('gate').notNullable();
    table.text('created_at').notNullable();
    table.text('last_seen_at').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('visits');
  await db.schema.dropTable('share_links');
}

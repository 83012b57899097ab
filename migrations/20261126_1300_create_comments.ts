import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('comments', (table) => {
    table.text('id').primary();
    /** What it is about: `message`, … with that thing's id. */
    table.text('subject_kind').notNullable();
    table.text('subject_id').notNullable();
    /** The share link through which it was made; null for who came as a member. */
    table.text('link_id').references('share_links.id').onDelete('SET NULL');
    table.text('visit_id').references('visits.id').onDelete('SET NULL').index();
    table.text('member_id').references('members.id').onDelete('SET NULL');
    /** As they called themselves then; empty for none. */
    table.text('author_name').notNullable().defaultTo('');
    /** The comment that it answers; null for one that begins a thread. */
    table.text('parent_id').references('comments.id').onDelete('CASCADE');
    table.text('text').notNullable().defaultTo('');
    /** The moment that it is about, in seconds of the original. */
    table.double('at_seconds');
    /** A reply in kind: what was recorded. */
    table.text('clip_id').unique();
    /** `text`, `camera`, `voice` or `screen`. */
    table.text('kind').notNullable().defaultTo('text');
    table.text('created_at').notNullable();
    /** When its recording was stopped; null while it goes on. */
    table.text('finished_at');
    table.text('edited_at');
    table.text('deleted_at');
    table.index(['subject_kind', 'subject_id', 'parent_id', 'id']);
    table.index(['parent_id', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('comments');
}

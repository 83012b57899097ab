import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('views', (table) => {
    /** The visit's, where it is one of somebody with a share link. */
    table.text('id').primary();
    table.text('visit_id').unique().references('visits.id').onDelete('CASCADE');
    /** Null for members who watched without a link. */
    table.text('link_id').references('share_links.id').onDelete('CASCADE').index();
    table.text('member_id').references('members.id').onDelete('CASCADE');
    table.text('subject_kind').notNullable();
    table.text('subject_id').notNullable();
    /** Seconds of film that were played, those that were played twice counted twice. */
    table.float('seconds').notNullable();
    /** The second of the film up to which somebody came. */
    table.float('furthest').notNullable();
    /** What was played at least once: a list of [from, to] in seconds, sorted and apart. */
    table.text('parts').notNullable();
    table.text('first_at').notNullable();
    table.text('last_at').notNullable();
    table.index(['subject_kind', 'subject_id', 'id']);
    table.index(['member_id', 'subject_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('views');
}

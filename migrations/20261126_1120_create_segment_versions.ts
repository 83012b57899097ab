import type { Knex } from 'knex';

/** What a phrase of a transcript said before somebody corrected it. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('segment_versions', (table) => {
    table.increments('id');
    table.text('clip_id').notNullable().references('clips.id').onDelete('CASCADE');
    table.double('start_seconds').notNullable();
    table.text('text').notNullable();
    table.text('corrected_by').references('members.id').onDelete('SET NULL');
    table.text('corrected_at').notNullable();
    table.index(['clip_id', 'start_seconds']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('segment_versions');
}

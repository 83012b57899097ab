import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('edits', (table) => {
    table.text('clip_id').primary().references('clips.id').onDelete('CASCADE');
    table.text('cuts').notNullable();
    table.text('regions').notNullable();
    table.text('mutes').notNullable();
    table.integer('revision').notNullable();
    table.integer('made_revision');
    table.text('made');
    table.text('error');
    table.text('updated_at').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('edits');
}

import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('clips', (table) => {
    table.integer('rendition_bytes');
    table.text('original_deleted_at');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('clips', (table) => table.dropColumns('rendition_bytes', 'original_deleted_at'));
}

import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('clips', (table) => {
    table.text('id').primary();
    table.text('owner_kind').notNullable();
    table.text('owner_id').notNullable();
    table.text('kind').notNullable();
    table.text('state').notNullable();
    table.text('upload_id').unique();
    table.text('mime');
    table.text('original_name');
    table.integer('max_bytes').notNullable();
    table.float('max_seconds');
    table.integer('bytes');
    table.float('declared_seconds');
    table.float('seconds');
    table.integer('width');
    table.integer('height');
    table.boolean('has_audio');
    table.text('video_codec');
    table.boolean('partial').notNullable().defaultTo(false);
    table.text('error');
    table.text('created_at').notNullable();
    table.text('uploaded_at');
    table.text('confirmed_at');
    table.index(['owner_kind', 'owner_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('clips');
}

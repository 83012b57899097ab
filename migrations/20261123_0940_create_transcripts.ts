import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('transcripts', (table) => {
    table.integer('id').primary();
    table.text('clip_id').notNullable().unique().references('clips.id').onDelete('CASCADE');
    table.text('engine').notNullable();
    table.text('text').notNullable();
    table.text('created_at').notNullable();
  });
  await db.schema.createTable('transcript_segments', (table) => {
    table.integer('transcript_id').notNullable().references('transcripts.id').onDelete('CASCADE');
    table.integer('position').notNullable();
    table.double('start_seconds').notNullable();
    table.double('end_seconds').notNullable();
    table.text('text').notNullable();
    table.primary(['transcript_id', 'position']);
  });
  // The index keeps no second copy of the text; the triggers keep it in step, also when a clip's deletion cascades.
  await db.raw(
    `CREATE VIRTUAL TABLE transcript_index USING fts5(
       text, content='transcripts', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
     )`,
  );
  // Erased words must not linger in the index's pages.
  await db.raw("INSERT INTO transcript_index (transcript_index, rank) VALUES ('secure-delete', 1)");
  await db.raw(
    `CREATE TRIGGER transcripts_added AFTER INSERT ON transcripts BEGIN
       INSERT INTO transcript_index (rowid, text) VALUES (new.id, new.text);
     END`,
  );
  await db.raw(
    `CREATE TRIGGER transcripts_removed AFTER DELETE ON transcripts BEGIN
       INSERT INTO transcript_index (transcript_index, rowid, text) VALUES ('delete', old.id, old.text);
     END`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('transcript_index');
  await db.schema.dropTable('transcript_segments');
  await db.schema.dropTable('transcripts');
}

import type { Knex } from 'knex';

/** What was said is found through the index over everything; a second one costs every transcript its writing twice. */
export async function up(db: Knex): Promise<void> {
  for (const trigger of ['transcripts_added', 'transcripts_removed', 'transcripts_changed']) {
    await db.raw(`DROP TRIGGER ${trigger}`);
  }
  await db.schema.dropTable('transcript_index');
}

export async function down(db: Knex): Promise<void> {
  await db.raw(
    `CREATE VIRTUAL TABLE transcript_index USING fts5(
       text, content='transcripts', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
     )`,
  );
  await db.raw("INSERT INTO transcript_index (transcript_index, rank) VALUES ('secure-delete', 1)");
  await db.raw("INSERT INTO transcript_index (transcript_index) VALUES ('rebuild')");
  const add = 'INSERT INTO transcript_index (rowid, text) VALUES (new.id, new.text);';
  const take = `INSERT INTO transcript_index (transcript_index, rowid, text) VALUES ('delete', old.id, old.text);`;
  await db.raw(`CREATE TRIGGER transcripts_added AFTER INSERT ON transcripts BEGIN ${add} END`);
  await db.raw(`CREATE TRIGGER transcripts_removed AFTER DELETE ON transcripts BEGIN ${take} END`);
  await db.raw(`CREATE TRIGGER transcripts_changed AFTER UPDATE OF text ON transcripts BEGIN ${take} ${add} END`);
}

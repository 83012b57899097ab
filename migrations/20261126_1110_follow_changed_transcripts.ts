import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.raw(
    `CREATE TRIGGER transcripts_changed AFTER UPDATE OF text ON transcripts BEGIN
       INSERT INTO transcript_index (transcript_index, rowid, text) VALUES ('delete', old.id, old.text);
       INSERT INTO transcript_index (rowid, text) VALUES (new.id, new.text);
     END`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP TRIGGER transcripts_changed');
}

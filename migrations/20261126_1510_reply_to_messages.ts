import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  // Plain SQL: knex would build the table anew, and its children with it.
  await db.raw('ALTER TABLE messages ADD COLUMN in_reply_to TEXT REFERENCES messages (id) ON DELETE SET NULL');
  await db.raw('CREATE INDEX messages_replies ON messages (in_reply_to) WHERE in_reply_to IS NOT NULL');
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP INDEX messages_replies');
  await db.raw('ALTER TABLE messages DROP COLUMN in_reply_to');
}

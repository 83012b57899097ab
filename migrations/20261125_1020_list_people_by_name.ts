import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.raw('CREATE INDEX members_by_name ON members (name COLLATE NOCASE, id)');
  await db('members')
    .whereNull('password_hash')
    .update({ invited_at: db.ref('created_at') });
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP INDEX members_by_name');
}

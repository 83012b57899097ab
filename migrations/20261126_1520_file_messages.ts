import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('messages', (table) => {
    table.index(['member_id', 'deleted_at', 'id']);
    table.index(['member_id', 'folder', 'id']);
  });
  await db.raw('CREATE INDEX messages_open ON messages (id) WHERE deleted_at IS NULL AND is_private = 0');
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP INDEX messages_open');
  await db.schema.alterTable('messages', (table) => {
    table.dropIndex(['member_id', 'deleted_at', 'id']);
    table.dropIndex(['member_id', 'folder', 'id']);
  });
}

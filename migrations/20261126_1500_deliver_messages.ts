import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('message_recipients', (table) => {
    table.text('sent_at');
    table.text('replied_at');
    /** Where it stands in the inbox: what it waits for, then when; see messages/place.ts. */
    table.text('place');
    /** When they are to be told of it; null: they have been. */
    table.text('announce_at');
    /** When they are told once more, unless they have looked at it; null: never, or it is done. */
    table.text('remind_at');
    table.index(['member_id', 'place', 'message_id']);
  });
  await db.raw('CREATE INDEX recipients_unseen ON message_recipients (member_id, place) WHERE seen_at IS NULL');
  await db.raw('CREATE INDEX recipients_untold ON message_recipients (announce_at) WHERE announce_at IS NOT NULL');
  await db.raw('CREATE INDEX recipients_reminded ON message_recipients (remind_at) WHERE remind_at IS NOT NULL');
}

export async function down(db: Knex): Promise<void> {
  for (const name of ['unseen', 'untold', 'reminded']) await db.raw(`DROP INDEX recipients_${name}`);
  await db.schema.alterTable('message_recipients', (table) => {
    table.dropIndex(['member_id', 'place', 'message_id']);
    table.dropColumns('sent_at', 'replied_at', 'place', 'announce_at', 'remind_at');
  });
}

import type { Knex } from 'knex';

/** That somebody in a reel agreed to be shown to others: who says so, and when. Nobody outside sees a reel without. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('reel_agreements', (table) => {
    table.text('reel_id').notNullable().references('reels.id').onDelete('CASCADE');
    table.text('response_id').notNullable().references('responses.id').onDelete('CASCADE').index();
    table.text('confirmed_by').notNullable().references('members.id');
    table.text('confirmed_at').notNullable();
    table.primary(['reel_id', 'response_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('reel_agreements');
}

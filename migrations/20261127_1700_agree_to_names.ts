import type { Knex } from 'knex';

/** What of their name somebody agreed to have shown with it: who agreed to be shown without one is asked again. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('reel_agreements', (table) => void table.text('names').notNullable().defaultTo('none'));
  await db.raw(
    `UPDATE reel_agreements
        SET names = coalesce((SELECT names FROM reel_films WHERE reel_films.reel_id = reel_agreements.reel_id), 'none')`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('reel_agreements', (table) => void table.dropColumn('names'));
}

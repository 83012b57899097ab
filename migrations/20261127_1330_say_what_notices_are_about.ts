import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('notices', (table) => {
    /** Whose page shows what is shared: `message`, `reel`, … */
    table.text('about_kind').notNullable().defaultTo('message');
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('notices', (table) => table.dropColumn('about_kind'));
}

import type { Knex } from 'knex';

/** Which file was imported, so that it is known again, and when its answers were taken back. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('imports', (table) => {
    table.text('sha256');
    table.text('file_name').notNullable().defaultTo('');
    table.text('undone_at');
    /** Also what the team has rated or marked since. */
    table.boolean('undone_with_touched').notNullable().defaultTo(false);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('imports', (table) => {
    table.dropColumns('sha256', 'file_name', 'undone_at', 'undone_with_touched');
  });
}

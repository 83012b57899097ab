import type { Knex } from 'knex';

/** One row at most, in the database so that every backup holds it. Versions are never used again: browsers keep them. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('logos', (table) => {
    table.increments('version');
    table.binary('png').notNullable();
    table.integer('width').notNullable();
    table.integer('height').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('logos');
}

import type { Knex } from 'knex';

/** A further part of a recording is a clip of its own: owner kind `part`, owned by the clip of the first part. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('clips', (table) => {
    table.integer('part_number');
    table.integer('revision').notNullable().defaultTo(0);
  });
  await db.raw(`create unique index clips_parts on clips (owner_id, part_number) where owner_kind = 'part'`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop index clips_parts');
  await db.schema.alterTable('clips', (table) => table.dropColumns('part_number', 'revision'));
}

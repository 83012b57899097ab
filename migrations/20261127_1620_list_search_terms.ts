import type { Knex } from 'knex';

/** The words of the index, to find those that are near to a misspelt one. Holds nothing of its own. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`CREATE VIRTUAL TABLE search_terms USING fts5vocab(search_index, 'row')`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP TABLE search_terms');
}

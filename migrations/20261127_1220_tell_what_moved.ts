import type { Knex } from 'knex';

/** What the last run of an analysis put elsewhere. By ids alone: what is erased is gone from here too. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('theme_moves', (table) => {
    table.text('analysis_id').notNullable().references('analyses.id').onDelete('CASCADE');
    table.text('sentence_id').notNullable().references('sentences.id').onDelete('CASCADE').index();
    /** Its answer had not been read before. */
    table.boolean('is_new').notNullable();
    /** Null: from nowhere, or from a theme that is gone. */
    table.text('from_theme_id').references('themes.id').onDelete('SET NULL').index();
    /** Null: it fits nowhere. */
    table.text('to_theme_id').references('themes.id').onDelete('SET NULL').index();
    table.primary(['analysis_id', 'sentence_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('theme_moves');
}

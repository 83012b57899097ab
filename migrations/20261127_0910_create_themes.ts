import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('themes', (table) => {
    table.text('id').primary();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.text('name').notNullable();
    /** A person gave it that name. */
    table.boolean('is_named').notNullable().defaultTo(false);
    /** A sentence that says what it is about. */
    table.text('description');
    table.boolean('is_pinned').notNullable().defaultTo(false);
    /** A person touched it: it stays, whatever is found. */
    table.boolean('is_kept').notNullable().defaultTo(false);
    /** JSON, a list. */
    table.text('phrases').notNullable().defaultTo('[]');
    table.text('created_at').notNullable();
    table.index(['form_id', 'id']);
  });
  await db.schema.createTable('placements', (table) => {
    table.text('sentence_id').primary().references('sentences.id').onDelete('CASCADE');
    /** Null where it fits nowhere. */
    table.text('theme_id').references('themes.id').onDelete('SET NULL');
    table.double('confidence').notNullable();
    table.double('centrality').notNullable();
    table.index(['theme_id', 'sentence_id']);
  });
  await db.schema.createTable('theme_examples', (table) => {
    table.text('id').primary();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.text('theme_id').notNullable().references('themes.id').onDelete('CASCADE');
    table.text('answer_id').notNullable().references('answers.id').onDelete('CASCADE');
    /** What was said: it finds its sentence again after the transcript was made anew. */
    table.text('text').notNullable();
    /** `moved` here, or `pinned` as a quote. */
    table.text('kind').notNullable();
    table.text('created_by').references('members.id').onDelete('SET NULL');
    table.text('created_at').notNullable();
    table.unique(['answer_id', 'text']);
    table.index(['form_id', 'theme_id']);
    table.index(['theme_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('theme_examples');
  await db.schema.dropTable('placements');
  await db.schema.dropTable('themes');
}

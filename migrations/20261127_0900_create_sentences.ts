import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('analysed_answers', (table) => {
    table.text('answer_id').primary().references('answers.id').onDelete('CASCADE');
    table.text('response_id').notNullable();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    /** Of the text and the engine: who has this one need not be read again. */
    table.text('fingerprint').notNullable();
    table.text('language');
    table.integer('words').notNullable();
    table.double('words_per_minute');
    table.double('talk_seconds');
    table.double('silent_seconds');
    /** From -1 to 1; null where nothing can be said. */
    table.double('sentiment');
    table.text('feeling');
    table.double('sentiment_confidence');
    /** JSON, a list. */
    table.text('key_phrases').notNullable().defaultTo('[]');
    table.text('analysed_at').notNullable();
    table.index(['form_id', 'answer_id']);
    table.index(['response_id']);
  });
  await db.schema.createTable('sentences', (table) => {
    table.text('id').primary();
    table.text('answer_id').notNullable().references('analysed_answers.answer_id').onDelete('CASCADE');
    table.text('form_id').notNullable();
    table.integer('position').notNullable();
    table.double('start_seconds');
    table.double('end_seconds');
    table.text('text').notNullable();
    table.double('sentiment');
    table.text('feeling');
    table.double('sentiment_confidence');
    /** 32-bit floats, alone and with its neighbours; null where the engine does not read its language. */
    table.binary('vector');
    table.binary('passage_vector');
    table.unique(['answer_id', 'position']);
    table.index(['form_id', 'answer_id', 'position']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('sentences');
  await db.schema.dropTable('analysed_answers');
}

import type { Knex } from 'knex';

/**
 * The film that was made of a reel, and what is in it, moment by moment: also what was taken out of the reel since, so
 * that whoever erases an answer finds every film that holds it.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('reel_films', (table) => {
    table.text('reel_id').primary().references('reels.id').onDelete('CASCADE');
    table.text('clip_id').notNullable().unique();
    table.double('seconds').notNullable();
    /** What of people's names is in it. */
    table.text('names').notNullable();
    /** Of what it was made of, and of the words in its picture: another one, and it is out of date. */
    table.text('plan').notNullable();
    table.text('words').notNullable();
    table.text('made_at').notNullable();
  });
  await db.schema.createTable('reel_film_parts', (table) => {
    table.text('reel_id').notNullable().references('reel_films.reel_id').onDelete('CASCADE');
    table.integer('position').notNullable();
    /** `quote`, or `card`. */
    table.text('kind').notNullable();
    /** Where in the film it begins. */
    table.double('at_seconds').notNullable();
    /** A card's title, or who says it, where they are named. */
    table.text('title');
    /** What was typed. */
    table.text('text');
    table.text('answer_id').index();
    table.text('response_id').index();
    /** The recording it is from, and which part of that. */
    table.text('clip_id').index();
    table.double('start_seconds');
    table.double('end_seconds');
    table.primary(['reel_id', 'position']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('reel_film_parts');
  await db.schema.dropTable('reel_films');
}

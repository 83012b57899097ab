import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('reels', (table) => {
    table.text('id').primary();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.text('title').notNullable();
    /** A card with the question before the quotes that answer it. */
    table.boolean('shows_questions').notNullable().defaultTo(true);
    /** What of people's names is to be seen: `none`, `first` or `full`. */
    table.text('names').notNullable().defaultTo('none');
    table.boolean('burns_captions').notNullable().defaultTo(false);
    /** Quotes that went with their answers since somebody was told last. */
    table.integer('lost').notNullable().defaultTo(0);
    table.text('created_by').notNullable().references('members.id');
    table.text('created_at').notNullable();
    table.text('updated_at').notNullable();
    table.index(['form_id', 'id']);
  });
  await db.schema.createTable('reel_items', (table) => {
    table.text('id').primary();
    table.text('reel_id').notNullable().references('reels.id').onDelete('CASCADE');
    table.integer('position').notNullable();
    /** `quote` or `card`. */
    table.text('kind').notNullable();
    /** Of a quote: what is erased goes from every reel with it. */
    table.text('answer_id').references('answers.id').onDelete('CASCADE').index();
    /** In the answer's recording; null for what was typed. What was said then is in its transcript. */
    table.double('start_seconds');
    table.double('end_seconds');
    /** What was typed, or stands on a card of one's own under its title. */
    table.text('text');
    table.text('title');
    /** Taken out since then; it can be put back until another one is taken out. */
    table.text('removed_at');
    table.text('created_at').notNullable();
    table.index(['reel_id', 'position']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('reel_items');
  await db.schema.dropTable('reels');
}

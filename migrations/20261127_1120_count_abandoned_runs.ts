import type { Knex } from 'knex';

/** What is left of a run that was begun and never submitted, once it is erased: a number for statistics, of nobody. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('abandoned_runs', (table) => {
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.text('day').notNullable();
    table.text('source').notNullable().defaultTo('');
    /** The question in which it ended: the furthest one answered; empty for none. */
    table.text('question_id').notNullable().defaultTo('');
    table.integer('number').notNullable();
    table.primary(['form_id', 'day', 'source', 'question_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('abandoned_runs');
}

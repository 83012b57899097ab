import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('pinned_quotes', (table) => {
    table.text('id').primary();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.text('answer_id').notNullable().references('answers.id').onDelete('CASCADE');
    table.text('text').notNullable();
    /** Null where it was typed. */
    table.double('start_seconds');
    table.double('end_seconds');
    table.text('created_by').references('members.id').onDelete('SET NULL');
    table.text('created_at').notNullable();
    table.index(['form_id', 'id']);
    table.index(['answer_id', 'start_seconds']);
  });
  // Words of a recording go with it, whoever deletes it.
  await db.raw(
    `CREATE TRIGGER pinned_quotes_unsaid AFTER DELETE ON clips
     BEGIN DELETE FROM pinned_quotes WHERE answer_id IN (SELECT id FROM answers WHERE clip_id = old.id); END`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.raw('DROP TRIGGER pinned_quotes_unsaid');
  await db.schema.dropTable('pinned_quotes');
}

import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('form_reviewers', (table) => {
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.text('member_id').notNullable().references('members.id').onDelete('CASCADE').index();
    table.text('given_at').notNullable();
    table.primary(['form_id', 'member_id']);
  });
  await db.schema.alterTable('forms', (table) => {
    /** From reviewers: `nothing`, `email` or `both`, which is the name as well. */
    table.text('hides').notNullable().defaultTo('nothing');
    /** Counts up with every submission, so that a number is never given twice. */
    table.integer('last_number').notNullable().defaultTo(0);
  });
  await db.schema.alterTable('responses', (table) => {
    table.integer('number');
  });
  await db.raw(
    `UPDATE responses SET number = numbered.number
       FROM (SELECT id, row_number() OVER (PARTITION BY form_id ORDER BY submitted_at, id) AS number
               FROM responses WHERE state = 'submitted') AS numbered
      WHERE numbered.id = responses.id`,
  );
  await db.raw(
    `UPDATE forms SET last_number = (SELECT coalesce(max(number), 0) FROM responses WHERE form_id = forms.id)`,
  );
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('responses', (table) => table.dropColumn('number'));
  await db.schema.alterTable('forms', (table) => table.dropColumns('hides', 'last_number'));
  await db.schema.dropTable('form_reviewers');
}

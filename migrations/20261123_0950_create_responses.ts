import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('responses', (table) => {
    table.text('id').primary();
    table.text('form_id').notNullable().references('forms.id').onDelete('CASCADE');
    table.text('publication_id').notNullable().references('publications.id');
    table.text('state').notNullable();
    table.text('name');
    table.text('email');
    table.text('consent');
    table.text('status').notNullable().defaultTo('new');
    table.integer('continue_version').notNullable().defaultTo(1);
    table.text('started_at').notNullable();
    table.text('submitted_at');
    table.float('mean_rating');
    table.integer('rating_count').notNullable().defaultTo(0);
    table.index(['state', 'started_at']);
  });
  // The team's list: newest first, of one form, perhaps of one status. Responses not submitted are in neither index.
  await db.raw(
    `create index responses_newest on responses (form_id, submitted_at desc, id desc) where state = 'submitted'`,
  );
  await db.raw(
    `create index responses_by_status on responses (form_id, status, submitted_at desc, id desc) where state = 'submitted'`,
  );

  await db.schema.createTable('takes', (table) => {
    table.text('id').primary();
    table.text('response_id').notNullable().references('responses.id').onDelete('CASCADE');
    table.text('question_id').notNullable();
    table.integer('number').notNullable();
    table.text('kind').notNullable();
    table.text('clip_id').notNullable().unique();
    table.text('started_at').notNullable();
    table.unique(['response_id', 'question_id', 'number']);
  });

  await db.schema.createTable('answers', (table) => {
    table.text('id').primary();
    table.text('response_id').notNullable().references('responses.id').onDelete('CASCADE');
    table.text('question_id').notNullable();
    table.text('kind').notNullable();
    table.text('text');
    table.float('number');
    table.text('choices');
    table.text('clip_id').index();
    table.text('take_id').references('takes.id').onDelete('SET NULL');
    table.text('updated_at').notNullable();
    table.unique(['response_id', 'question_id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('answers');
  await db.schema.dropTable('takes');
  await db.schema.dropTable('responses');
}

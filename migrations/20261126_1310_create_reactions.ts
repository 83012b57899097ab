import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('reactions', (table) => {
    table.text('id').primary();
    table.text('subject_kind').notNullable();
    table.text('subject_id').notNullable();
    table.text('visit_id').references('visits.id').onDelete('CASCADE');
    table.text('member_id').references('members.id').onDelete('CASCADE');
    /** Who it is, whether a visit or a member: one person reacts once in the same way to the same second. */
    table.text('person').notNullable();
    /** Its name, such as `thumbs-up`. */
    table.text('emoji').notNullable();
    /** Whole seconds of the original; -1 for no moment. */
    table.integer('at_seconds').notNullable();
    table.text('created_at').notNullable();
    table.unique(['subject_kind', 'subject_id', 'person', 'emoji', 'at_seconds']);
    table.index(['subject_kind', 'subject_id', 'at_seconds']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('reactions');
}

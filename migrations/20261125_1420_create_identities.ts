import type { Knex } from 'knex';

/** Accounts at the sign-in provider, by what the provider calls them; an address may change there, a subject does not. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('identities', (table) => {
    table.text('issuer').notNullable();
    table.text('subject').notNullable();
    table.text('member_id').notNullable().references('members.id').onDelete('CASCADE').index();
    table.text('created_at').notNullable();
    table.primary(['issuer', 'subject']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('identities');
}

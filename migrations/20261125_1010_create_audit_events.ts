import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('audit_events', (table) => {
    table.text('id').primary();
    table.text('at').notNullable();
    table.text('actor_id');
    table.text('action').notNullable();
    table.text('subject_id');
    table.text('details').notNullable();
    table.index(['action', 'id']);
    table.index(['actor_id', 'id']);
  });
  for (const verb of ['UPDATE', 'DELETE']) {
    await db.raw(
      `CREATE TRIGGER audit_events_no_${verb.toLowerCase()} BEFORE ${verb} ON audit_events
       BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END`,
    );
  }
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('audit_events');
}

import fs from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openForReading } from '../../src/platform/database.ts';
import { migrate, pendingMigrations } from '../../src/platform/migrate.ts';
import { integrityOf } from '../../src/platform/snapshot.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('an upgrade', () => {
  it('copies the database before it changes anything, and keeps three such copies', async () => {
    const world = await makeWorld();
    const { upgrades } = world.storage;
    await makeMember(world);
    await migrate(world.db, upgrades);
    expect(fs.existsSync(upgrades)).to.equal(false);
    for (let n = 0; n < 4; n++) {
      await takeBack(world);
      await migrate(world.db, upgrades);
    }
    expect(await pendingMigrations(world.db)).to.deep.equal([]);
    const copies = fs.readdirSync(upgrades).toSorted();
    expect(copies).to.have.length(3);
    expect(copies[0]).to.match(/-before-20261125_1010_create_audit_events\.sqlite$/);
    const copy = `${upgrades}/${copies[0]}`;
    expect(await integrityOf(copy)).to.equal('ok');
    const db = openForReading(copy);
    expect(
      await db('members')
        .select('role')
        .finally(() => db.destroy()),
    ).to.have.length(2);
  });

  it('copies nothing where there is nothing yet', async () => {
    const { storage } = await makeWorld();
    expect(fs.existsSync(storage.upgrades)).to.equal(false);
  });

  it('is not undone: an older program refuses to start on a newer database, in words', async () => {
    const world = await makeWorld();
    const row = { name: '20991231_2359_fly', batch: 99, migration_time: 0 };
    await world.db('knex_migrations').insert(row);
    await world.db.destroy();
    const refused: unknown = await ServerProcess.start(world.storage.root).catch((error: unknown) => error);
    expect(String(refused)).to.include('This database was made by a newer version of Reelay (20991231_2359_fly)');
    expect(String(refused)).to.not.include(' at ');
  });
});

/** As a version had it that did not know the last change. */
async function takeBack({ db }: World): Promise<void> {
  await db.schema.dropTable('audit_events');
  await db('knex_migrations').where({ name: '20261125_1010_create_audit_events' }).delete();
}

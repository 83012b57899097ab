import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { inTransaction, openDatabase } from '../../src/platform/database.ts';
import { makeWorld } from '../support/world.ts';

describe('a transaction', () => {
  it('that reads before it writes waits for another program that is writing', async () => {
    const { db, storage } = await makeWorld();
    const other = openDatabase(storage.database);
    const writing = inTransaction(other, async (trx) => {
      await trx('settings').insert({ name: 'theirs', value: '1' });
      await sleep(300);
    });
    await sleep(50);
    const seen = await inTransaction(db, async (trx) => {
      const rows: unknown[] = await trx('settings').select('name');
      await trx('settings').insert({ name: 'ours', value: '1' });
      return rows;
    });
    await writing;
    await other.destroy();
    expect(seen).to.deep.equal([{ name: 'theirs' }]);
  });
});

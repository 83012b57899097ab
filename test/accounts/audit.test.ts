import { expect } from 'chai';
import { audit, listAuditEvents } from '../../src/accounts/audit.ts';
import { makeWorld } from '../support/world.ts';

describe('the audit trail', () => {
  it('is read newest first, by action and by person, a page at a time', async () => {
    const world = await makeWorld();
    await audit(world, 'ruth', 'person.invited', 'dev');
    await audit(world, 'ruth', 'person.disabled', 'dev');
    await audit(world, null, 'backup.made', null, { files: 3 });
    const newest = await listAuditEvents(world.db, {}, 2);
    expect(newest.map(({ action }) => action)).to.deep.equal(['backup.made', 'person.disabled']);
    expect(newest[0]?.details).to.deep.equal({ files: 3 });
    const before = newest[1]?.id ?? '';
    expect((await listAuditEvents(world.db, { before }, 2)).map(({ action }) => action)).to.deep.equal([
      'person.invited',
    ]);
    expect(await listAuditEvents(world.db, { action: 'person.', actorId: 'ruth' }, 9)).to.have.length(2);
  });

  it('can only be added to', async () => {
    const world = await makeWorld();
    await audit(world, 'ruth', 'person.invited', 'dev');
    for (const change of [world.db('audit_events').update({ actor_id: 'dev' }), world.db('audit_events').delete()]) {
      const failure = await change.then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      expect(failure?.message).to.include('only ever added to');
    }
    expect(await listAuditEvents(world.db, {}, 9)).to.have.length(1);
  });
});

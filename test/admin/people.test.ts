import { expect } from 'chai';
import type { Express } from 'express';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { findProfile } from '../../src/accounts/profile.ts';
import { createApp } from '../../src/app.ts';
import * as make from '../support/make.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('people', () => {
  let world: World;
  let app: Express;

  beforeEach(async () => {
    world = await makeWorld();
    app = createApp(world);
  });

  it('are found by name or address, a page at a time, also when there are a thousand', async () => {
    const admin = await signedIn(world, app, { role: 'admin' });
    const rows = Array.from({ length: 1000 }, (_, i) => {
      const number = String(i).padStart(4, '0');
      const at = '2026-11-25T09:00:00.000Z';
      return {
        id: `id${number}`,
        name: `Person ${number}`,
        email: `p${number}@example.com`,
        role: 'member',
        created_at: at,
      };
    });
    for (let i = 0; i < rows.length; i += 100) await world.db('members').insert(rows.slice(i, i + 100));
    const seen = new Set<string>();
    for (let path: string | undefined = '/admin/people'; path;) {
      const { text } = await admin.get(path);
      for (const [, id] of text.matchAll(/href="\/admin\/people\/(id\d+)"/g)) seen.add(id!);
      path = /href="(\/admin\/people\?[^"]+)">More/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.size).to.equal(1000);
    const { text } = await admin.get('/admin/people?search=p0421%40');
    expect([...text.matchAll(/admin\/people\/id\d+/g)].map(([path]) => path)).to.deep.equal(['admin/people/id0421']);
    expect((await admin.get('/admin/people?search=%25')).text).to.include('Nobody here is called');
  });

  it('the last owner is neither demoted nor disabled, another one may be', async () => {
    const other = await makeMember(world, { role: 'owner' });
    const owner = await signedIn(world, app, { role: 'owner' });
    const demote = (id: string) => owner.send('put', `/admin/people/${id}/role`, { role: 'member' });
    const first: { id: string } = await world.db('members').where({ email: 'olive@marlow.example' }).first('id');
    expect((await owner.post(`/admin/people/${first.id}/suspension`)).status).to.equal(303);
    expect((await demote(other.id)).status).to.equal(303);
    const self: { id: string } = await world.db('members').where({ role: 'owner', disabled_at: null }).first('id');
    const refused = await demote(self.id);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('the last owner');
    expect((await owner.post(`/admin/people/${self.id}/suspension`)).status).to.equal(409);
  });

  it('an admin manages everybody but owners, and makes nobody one', async () => {
    const owner = await makeMember(world, { role: 'owner' });
    const member = await makeMember(world);
    const admin = await signedIn(world, app, { role: 'admin' });
    const asks = [
      admin.send('put', `/admin/people/${owner.id}/role`, { role: 'member' }),
      admin.send('put', `/admin/people/${member.id}/role`, { role: 'owner' }),
      admin.post(`/admin/people/${owner.id}/suspension`),
      admin.post(`/admin/people/${owner.id}/invitation`),
      admin.send('delete', `/admin/people/${owner.id}/two-factor`),
      admin.post('/admin/people', { name: 'Eve', email: 'eve@example.com', role: 'owner' }),
    ];
    for (const asked of asks) expect((await asked).status).to.equal(403);
    expect((await admin.send('put', `/admin/people/${member.id}/role`, { role: 'reviewer' })).status).to.equal(303);
  });

  it('whose role changes while they are at work are signed out, and it stands in the trail', async () => {
    const member = await makeMember(world);
    const working = new Visitor(app);
    await working.signIn(member);
    const owner = await signedIn(world, app, { role: 'owner' });
    await owner.send('put', `/admin/people/${member.id}/role`, { role: 'admin' });
    expect((await working.get('/forms')).status).to.equal(302);
    const [event] = await listAuditEvents(world.db, { action: 'person.role' }, 1);
    expect(event).to.deep.include({ subjectId: member.id, details: { from: 'member', to: 'admin' } });
  });

  it('who leaves hands forms and messages over to somebody who stays, but nothing private', async () => {
    const form = await make.form(world);
    const { created_by: maker }: { created_by: string } = await world
      .db('forms')
      .where({ id: form.id })
      .first('created_by');
    const successor = await makeMember(world);
    const owner = await signedIn(world, app, { role: 'owner' });
    const author = (await findProfile(world.db, maker))!;
    const { message } = await makeMessage(world, author);
    const { message: own } = await makeMessage(world, author, { isPrivate: true });
    await owner.post(`/admin/people/${maker}/suspension`);
    await owner.send('put', `/admin/people/${maker}/successor`, { successor: successor.id });
    expect(await world.db('forms').where({ created_by: successor.id })).to.have.length(1);
    expect(await world.db('messages').where({ id: message.id }).first('member_id')).to.include({
      member_id: successor.id,
    });
    expect(await world.db('messages').where({ id: own.id }).first('member_id')).to.include({ member_id: maker });
    expect((await owner.send('put', `/admin/people/${maker}/successor`, {})).status).to.equal(422);
  });
});

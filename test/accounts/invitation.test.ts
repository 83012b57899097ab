import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { password, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const dev = { name: 'Dev Patel', email: 'dev@marlow.example' };

async function inviting() {
  const world = await makeWorld();
  const app = createApp(world);
  const owner = await signedIn(world, app, { role: 'owner' });
  await owner.get('/admin/people');
  await owner.post('/admin/people', dev);
  const link = () => linkOn(owner, '/admin/people');
  const { id } = await world.db('members').where({ email: dev.email }).first<{ id: string }>('id');
  return { world, app, owner, link, person: `/admin/people/${id}` };
}

async function linkOn(visitor: Visitor, page: string): Promise<string> {
  return /value="[^"]*(\/join\/[^"]+)"/.exec((await visitor.get(page)).text)?.[1] ?? '';
}

async function join(app: Express, link: string, chosen = password): Promise<Visitor> {
  const visitor = new Visitor(app);
  await visitor.get(link);
  await visitor.post(link, { password: chosen });
  return visitor;
}

describe('inviting people', () => {
  it('the link lets somebody choose a password, once', async () => {
    const { app, link } = await inviting();
    const path = await link();
    const joined = await join(app, path);
    expect((await joined.get('/forms')).status).to.equal(200);
    expect((await new Visitor(app).get(path)).status).to.equal(404);
    expect((await new Visitor(app).signIn(dev)).status).to.equal(303);
  });

  it('a new link for a forgotten password ends the old link, and when used the password and the sessions', async () => {
    const { app, link, owner, person } = await inviting();
    const old = await link();
    const joined = await join(app, old);
    await owner.post(`${person}/invitation`);
    const made = await linkOn(owner, person);
    expect((await joined.get('/forms')).status).to.equal(200);
    expect((await new Visitor(app).get(old)).status).to.equal(404);
    const again = await join(app, made, 'another horse 2');
    expect((await joined.get('/forms')).status).to.equal(302);
    expect((await again.get('/forms')).status).to.equal(200);
    expect((await new Visitor(app).signIn(dev)).status).to.equal(422);
  });

  it('a link lasts a week', async () => {
    const { app, link, world } = await inviting();
    const path = await link();
    const weekAgo = new Date(Date.now() - 7 * 86_400_000 - 1000).toISOString();
    await world.db('members').where({ email: dev.email }).update({ invited_at: weekAgo });
    expect((await new Visitor(app).get(path)).text).to.include('older than a week');
    expect((await new Visitor(app).post(path, { password })).status).to.be.oneOf([403, 404]);
    expect(await link()).to.equal('');
  });

  it('an invitation that is withdrawn is gone, and the address free again', async () => {
    const { app, link, owner, person } = await inviting();
    const path = await link();
    await owner.send('delete', `${person}/invitation`);
    expect((await new Visitor(app).get(path)).status).to.equal(404);
    expect((await owner.post('/admin/people', dev)).status).to.equal(303);
  });

  it('a list is read as spreadsheets and mail programs write it; who is here already is left out', async () => {
    const { owner, world } = await inviting();
    const people = [
      'Name;Email',
      '"Calder, Ruth" <ruth@example.com>',
      'ivo.berg@example.com',
      'Hanna Lind;hanna@example.com',
      'HANNA@example.com',
      dev.email,
    ].join('\r\n');
    const { status, headers } = await owner.post('/admin/people/invitations', { people, role: 'reviewer' });
    expect([status, headers.location]).to.deep.equal([303, '/admin/people?invited=3&known=1']);
    const invited = await world.db('members').where({ role: 'reviewer' }).orderBy('email').pluck('name');
    expect(invited).to.deep.equal(['Hanna Lind', 'Ivo Berg', 'Calder, Ruth']);
  });

  for (const nonsense of ['no address', 'a@example.com b@example.com', 'A, a@example.com, b@example.com', 'x@y', '"']) {
    it(`a list in which stands ${nonsense} is refused, and nobody is invited`, async () => {
      const { owner, world } = await inviting();
      const before = await world.db('members').count();
      const refused = await owner.post('/admin/people/invitations', { people: `ruth@example.com\n${nonsense}` });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('Line 2');
      expect(await world.db('members').count()).to.deep.equal(before);
    });
  }

  it('somebody disabled is out, gets no new link, and may be let in again', async () => {
    const { app, link, owner, person } = await inviting();
    const joined = await join(app, await link());
    await owner.post(`${person}/suspension`);
    expect((await joined.get('/forms')).status).to.equal(302);
    expect((await owner.post(`${person}/invitation`)).status).to.equal(409);
    await owner.send('delete', `${person}/suspension`);
    expect((await new Visitor(app).signIn(dev)).status).to.equal(303);
  });

  it('an address that is here already is refused, also when sent twice at once', async () => {
    const { owner, world } = await inviting();
    const hanna = { name: 'Hanna Lind', email: 'hanna@marlow.example' };
    const answers = await Promise.all([1, 2, 3].map(() => owner.post('/admin/people', hanna)));
    expect(answers.map(({ status }) => status)).to.have.members([303, 422, 422]);
    expect(await world.db('members').where({ email: hanna.email })).to.have.length(1);
  });
});

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
  const link = async () => /value="[^"]*(\/join\/[^"]+)"/.exec((await owner.get('/admin/people')).text)?.[1] ?? '';
  const { id } = await world.db('members').where({ email: dev.email }).first<{ id: string }>('id');
  return { world, app, owner, link, person: `/admin/people/${id}` };
}

async function join(app: Express, link: string): Promise<Visitor> {
  const visitor = new Visitor(app);
  await visitor.get(link);
  await visitor.post(link, { password });
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

  it('a new link ends the old one, the password and the sessions', async () => {
    const { app, link, owner, person } = await inviting();
    const old = await link();
    const joined = await join(app, old);
    await owner.post(`${person}/invitation`);
    expect((await joined.get('/forms')).status).to.equal(302);
    expect((await new Visitor(app).get(old)).status).to.equal(404);
    expect((await (await join(app, await link())).get('/forms')).status).to.equal(200);
  });

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

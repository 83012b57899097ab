import { expect } from 'chai';
import { createWorkspace } from '../../src/accounts/member.ts';
import { createApp } from '../../src/app.ts';
import { makeMember, password, Visitor } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const owner = { name: 'Ruth Calder', email: 'ruth@marlow.example', password };

async function workspace() {
  const world = await makeWorld();
  await createWorkspace(world, 'Marlow & Finch', owner);
  const app = createApp(world);
  return { world, app, visitor: new Visitor(app) };
}

describe('signing in', () => {
  it('a member with the right password reaches the page that was asked for', async () => {
    const { visitor } = await workspace();
    const turnedAway = await visitor.get('/forms/new');
    expect(turnedAway.headers.location).to.equal('/sign-in?next=%2Fforms%2Fnew');
    const page = await visitor.get(turnedAway.headers.location!);
    expect(page.text).to.include('value="/forms/new"');
    const response = await visitor.post('/sign-in', { ...owner, next: '/forms/new' });
    expect(response.headers.location).to.equal('/forms/new');
    expect((await visitor.get('/forms/new')).status).to.equal(200);
  });

  it('a wrong password and an unknown address get the same sentence, and keep the address', async () => {
    const { visitor } = await workspace();
    const wrong = await visitor.signIn(owner, 'not the password');
    const unknown = await visitor.signIn({ email: 'nobody@marlow.example' });
    for (const response of [wrong, unknown]) {
      expect(response.status).to.equal(422);
      expect(response.text).to.include('The email or the password is wrong.');
    }
    expect(wrong.text).to.include(`value="${owner.email}"`);
    expect(wrong.headers['cache-control']).to.equal('no-store');
  });

  it('too many tries for one account are slowed down, in words', async () => {
    const { visitor } = await workspace();
    for (let i = 0; i < 10; i++) await visitor.signIn(owner, 'not the password');
    const response = await visitor.signIn(owner);
    expect(response.status).to.equal(429);
    expect(response.text).to.match(/Too many tries\. Wait \d+ minutes/);
  });

  it('the slowing down cannot be avoided by naming the account in the address of the page', async () => {
    const { visitor } = await workspace();
    for (let i = 0; i < 10; i++) await visitor.signIn(owner, 'not the password');
    await visitor.get('/sign-in');
    const response = await visitor.post(`/sign-in?email=${owner.email}&password=${password}`, { email: '', password });
    expect(response.status).to.equal(422);
    expect((await visitor.get('/forms')).status).to.equal(302);
  });

  it('a form without fields, or with odd ones, is refused in words', async () => {
    const { visitor } = await workspace();
    await visitor.get('/sign-in');
    for (const body of [{}, { email: ['a', 'b'], password: 'x' }, { email: { a: 1 }, password: { b: 2 } }]) {
      expect((await visitor.post('/sign-in', body)).status).to.equal(422);
    }
  });

  it('a form with an expired token is not carried out, and what was entered can be sent again', async () => {
    const { visitor, world } = await workspace();
    await visitor.signIn(owner);
    const entered = { title: 'Engineer <Leeds>', template: 'blank' };
    const response = await visitor.post('/forms', entered, { 'X-CSRF-Token': 'old' });
    expect(response.status).to.equal(403);
    expect(response.text).to.include('name="title" value="Engineer &lt;Leeds&gt;"').and.include('Send it again');
    expect(await world.db('forms')).to.be.empty;
    visitor.readToken(response);
    expect((await visitor.post('/forms', entered)).status).to.equal(303);
  });

  it('a password is never sent back', async () => {
    const { visitor } = await workspace();
    await visitor.get('/sign-in');
    const response = await visitor.post('/sign-in', owner, { 'X-CSRF-Token': 'old' });
    expect(response.text).to.include(owner.email).and.not.include(password);
  });

  it('another web site cannot send a form in a member’s name', async () => {
    const { visitor } = await workspace();
    await visitor.signIn(owner);
    const response = await visitor.post('/sign-out', {}, { 'Sec-Fetch-Site': 'cross-site' });
    expect(response.status).to.equal(403);
    const old = await visitor.post('/sign-out', {}, { Origin: 'https://elsewhere.example' });
    expect(old.status).to.equal(403);
  });

  it('a link to sign in cannot lead to another site', async () => {
    const { visitor } = await workspace();
    for (const next of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/.//elsewhere.example',
    ]) {
      await visitor.get('/sign-in');
      const response = await visitor.post('/sign-in', { ...owner, next });
      expect(new URL(response.headers.location!, 'http://here.example').host, next).to.equal('here.example');
      await visitor.post('/sign-out');
    }
  });

  it('signing out ends the session, and its cookie is worth nothing afterwards', async () => {
    const { visitor, world } = await workspace();
    await visitor.signIn(owner);
    await visitor.post('/sign-out');
    expect((await visitor.get('/forms')).status).to.equal(302);
    expect(await world.db('sessions').whereNotNull('member_id')).to.be.empty;
  });

  it('the session gets a new id at sign-in and is kept only as a hash', async () => {
    const { visitor, world } = await workspace();
    const before = (await visitor.get('/sign-in')).headers['set-cookie']?.[0];
    const after = (await visitor.signIn(owner)).headers['set-cookie']?.[0];
    expect(after).to.be.a('string').and.not.equal(before);
    const rows: { id_hash: string }[] = await world.db('sessions').select('id_hash');
    for (const row of rows) expect(row.id_hash).to.match(/^[0-9a-f]{64}$/);
  });

  it('a disabled member is out at once', async () => {
    const { visitor, world } = await workspace();
    const member = await makeMember(world);
    await visitor.signIn(member);
    await world.db('members').where({ id: member.id }).update({ disabled_at: new Date().toISOString() });
    expect((await visitor.get('/forms')).status).to.equal(302);
    expect((await visitor.signIn(member)).status).to.equal(422);
  });
});

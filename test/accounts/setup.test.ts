import { expect } from 'chai';
import { createConfiguredOwner, setupCode } from '../../src/accounts/setup.ts';
import { createApp } from '../../src/app.ts';
import { Visitor } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const owner = {
  company: 'Marlow & Finch',
  name: 'Ruth Calder',
  email: 'ruth@marlow.example',
  password: 'correct horse 1',
};

async function freshServer(environment = {}) {
  const world = await makeWorld(environment);
  const visitor = new Visitor(createApp(world));
  const code = setupCode(world.signer);
  await visitor.get(`/setup?code=${code}`);
  return { world, visitor, code };
}

describe('the first run', () => {
  it('the owner creates the workspace with the code from the log, and is in the panel', async () => {
    const { visitor, code } = await freshServer();
    const response = await visitor.post('/setup', { ...owner, code });
    expect(response.headers.location).to.equal('/forms');
    expect((await visitor.get('/forms/new')).text).to.include('Marlow &amp; Finch');
  });

  it('without the code a stranger cannot claim the server', async () => {
    const { visitor, world } = await freshServer();
    const response = await visitor.post('/setup', { ...owner, code: 'guess' });
    expect(response.status).to.equal(422);
    expect(response.text).to.include('This is not the code.').and.include('Setup code');
    expect(await world.db('members')).to.be.empty;
  });

  it('works only once', async () => {
    const { visitor, code, world } = await freshServer();
    await visitor.post('/setup', { ...owner, code });
    const second = new Visitor(createApp(world));
    expect((await second.get(`/setup?code=${code}`)).status).to.equal(404);
    await second.get('/sign-in');
    expect((await second.post('/setup', { ...owner, code })).status).to.equal(404);
    expect(await world.db('members')).to.have.length(1);
  });

  it('refuses a short or a common password beside its field, and keeps the rest', async () => {
    const { visitor, code } = await freshServer();
    for (const [password, sentence] of [
      ['short', 'Use at least 10 characters.'],
      ['Password123', 'one of the passwords tried first'],
    ]) {
      const response = await visitor.post('/setup', { ...owner, code, password });
      expect(response.status).to.equal(422);
      expect(response.text).to.include(sentence).and.include('value="Ruth Calder"');
    }
  });

  it('OWNER_EMAIL and OWNER_PASSWORD create the owner instead', async () => {
    const { visitor, world } = await freshServer({ OWNER_EMAIL: owner.email, OWNER_PASSWORD: owner.password });
    await createConfiguredOwner(world);
    await createConfiguredOwner(world);
    expect((await visitor.signIn(owner)).headers.location).to.equal('/forms');
    expect(await world.db('members')).to.have.length(1);
  });
});

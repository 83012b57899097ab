import { once } from 'node:events';
import net from 'node:net';
import { expect } from 'chai';
import type { Express } from 'express';
import { beforeEach, describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { addMember } from '../../src/accounts/member.ts';
import { decide, readSettings } from '../../src/accounts/settings.ts';
import {
  environmentFor,
  startProvider,
  throughProvider,
  type Accounts,
  type RunningProvider,
} from '../support/provider.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const ruth = { email: 'Ruth@marlow.example', email_verified: true, name: 'Ruth C.' };

describe('signing in with the company’s provider', () => {
  let accounts: Accounts;
  let provider: RunningProvider;
  let world: World;
  let app: Express;
  let visitor: Visitor;

  beforeEach(async () => {
    accounts = { ruth: { ...ruth } };
    provider = await startProvider(accounts);
    world = await makeWorld(provider.environment);
    app = createApp(world);
    visitor = new Visitor(app);
  });

  it('a member is known by the verified address, comes to the page that was asked for, and is known again', async () => {
    const member = await makeMember(world, { name: 'Ruth Calder', email: 'ruth@marlow.example' });
    const page = await visitor.get('/sign-in?next=/forms/new');
    const link = /href="(\/sign-in\/provider[^"]*)">Sign in with (127\.0\.0\.1:\d+)</.exec(page.text);
    expect(link?.[2]).to.equal(new URL(provider.issuer).host);
    const arrived = await signInAs('ruth', link?.[1]);
    expect(arrived.headers.location).to.equal('/forms/new');
    expect((await visitor.get('/forms/new')).text).to.include('Ruth Calder');

    accounts.ruth = { email: 'other@marlow.example', email_verified: false };
    const again = new Visitor(app);
    expect((await signInAs('ruth', undefined, again)).headers.location).to.equal('/forms');
    expect((await again.get('/forms')).text).to.include('Ruth Calder');
    expect(await world.db('identities').select('subject', 'member_id')).to.deep.equal([
      { subject: 'ruth', member_id: member.id },
    ]);
  });

  it('sends state, nonce and PKCE along', async () => {
    const { location } = (await visitor.get('/sign-in/provider')).headers;
    const sent = new URL(location ?? '').searchParams;
    expect(sent.get('code_challenge_method')).to.equal('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(sent.get(name), name).to.match(/^[\w-]{40,}$/);
    expect(sent.get('scope')).to.equal('openid email profile');
  });

  it('somebody who was invited comes in, and the link of the invitation is of no use any more', async () => {
    await makeMember(world);
    const invited = await addMember(world, { name: 'Ruth Calder', email: 'ruth@marlow.example', role: 'reviewer' });
    const link = `/join/${invited.id}/${world.signer.sign('invitation', invited.id, 1)}`;
    expect((await new Visitor(app).get(link)).status).to.equal(200);
    expect((await signInAs('ruth')).headers.location).to.equal('/forms');
    expect((await new Visitor(app).get(link)).status).to.equal(404);
    expect((await events('person.joined'))[0]).to.include({ actorId: invited.id, subjectId: invited.id });
  });

  it('somebody of an allowed domain becomes a member, where that is wanted', async () => {
    await makeMember(world);
    await decide(world.db, 'providerDomains', ['marlow.example']);
    expect(await troubleOf('ruth')).to.include('Nobody here has the address of your account');
    await decide(world.db, 'providerCreatesMembers', true);
    expect((await signInAs('ruth')).headers.location).to.equal('/forms');
    const row: unknown = await world.db('members').where({ email: ruth.email }).first('name', 'role', 'password_hash');
    expect(row).to.deep.equal({ name: 'Ruth C.', role: 'member', password_hash: null });
  });

  for (const email of ['ruth@elsewhere.example', 'ruth@sub.marlow.example', 'ruth@marlow.example.evil.example']) {
    it(`${email} does not become a member where marlow.example may`, async () => {
      accounts.ruth = { email, email_verified: true };
      await makeMember(world);
      await decide(world.db, 'providerDomains', ['marlow.example']);
      await decide(world.db, 'providerCreatesMembers', true);
      expect(await troubleOf('ruth')).to.include('Nobody here has the address of your account');
      expect((await events('session.refused'))[0]?.details).to.deep.equal({ by: 'provider', why: 'unknown' });
    });
  }

  it('an address that the provider has not confirmed is not believed', async () => {
    await makeMember(world, { email: 'ruth@marlow.example' });
    await decide(world.db, 'providerDomains', ['marlow.example']);
    await decide(world.db, 'providerCreatesMembers', true);
    for (const account of [{ ...ruth, email_verified: false }, { email: ruth.email }, {}]) {
      accounts.ruth = account;
      expect(await troubleOf('ruth')).to.include('has not confirmed an email address of yours');
    }
    expect(await world.db('identities')).to.be.empty;
  });

  it('a disabled member is refused, by address and when known before', async () => {
    const member = await makeMember(world, { email: 'ruth@marlow.example' });
    const disable = (at: string | null) => world.db('members').where({ id: member.id }).update({ disabled_at: at });
    await disable('2026-11-25T12:00:00.000Z');
    expect(await troubleOf('ruth')).to.include('Your account here has been disabled.');
    await disable(null);
    await signInAs('ruth');
    await disable('2026-11-25T12:00:00.000Z');
    expect(await troubleOf('ruth')).to.include('Your account here has been disabled.');
    expect((await visitor.get('/forms')).status).to.equal(302);
  });

  it('a way back works once, and only for the browser that was sent away', async () => {
    await makeMember(world, { email: 'ruth@marlow.example' });
    const { location = '' } = (await visitor.get('/sign-in/provider')).headers;
    const back = await throughProvider(location, 'ruth');
    const other = new Visitor(app);
    await other.get('/sign-in/provider');
    for (const [who, path] of [
      [new Visitor(app), back],
      [other, back],
      [visitor, back.replace(/state=[^&]+/, 'state=forged')],
      [visitor, back],
    ] as const) {
      const refused = await who.get(path);
      expect(refused.headers.location).to.equal('/sign-in?trouble=old');
      expect((await who.get('/forms')).status).to.equal(302);
    }
    expect((await visitor.get('/sign-in?trouble=old')).text).to.include('Try once more.');
    expect(await events('session.refused')).to.be.empty;
  });

  it('a way back that was used cannot be used again', async () => {
    await makeMember(world, { email: 'ruth@marlow.example' });
    const { location = '' } = (await visitor.get('/sign-in/provider')).headers;
    const back = await throughProvider(location, 'ruth');
    expect((await visitor.get(back)).headers.location).to.equal('/forms');
    expect((await visitor.get(back)).headers.location).to.equal('/sign-in?trouble=old');
  });

  it('somebody who changes their mind at the provider is told calmly', async () => {
    const { location = '' } = (await visitor.get('/sign-in/provider')).headers;
    const state = new URL(location).searchParams.get('state');
    const iss = encodeURIComponent(provider.issuer);
    const back = await visitor.get(`/sign-in/provider/callback?error=access_denied&state=${state}&iss=${iss}`);
    expect(back.headers.location).to.equal('/sign-in?trouble=declined');
  });

  it('the session gets a new id, and nothing of the provider stays in it', async () => {
    await makeMember(world, { email: 'ruth@marlow.example' });
    await signInAs('ruth');
    const rows: { data: string }[] = await world.db('sessions').whereNotNull('member_id').select('data');
    expect(rows).to.have.length(1);
    expect(rows[0]?.data).to.not.match(/code_verifier|nonce|provider/);
  });

  it('a provider that is down costs one sentence; passwords go on working', async () => {
    const member = await makeMember(world);
    await provider.stop();
    const { location = '' } = (await visitor.get('/sign-in/provider')).headers;
    expect(location).to.equal('/sign-in?trouble=down');
    expect((await visitor.get(location)).text).to.include('does not answer at the moment.');
    expect((await visitor.signIn(member)).status).to.equal(303);
  });

  it('a provider that takes calls and says nothing is not waited for', async () => {
    const silent = net.createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as net.AddressInfo;
    const there = new Visitor(createApp(await makeWorld(environmentFor(`http://127.0.0.1:${port}`, 'a secret'))));
    const began = Date.now();
    expect((await there.get('/sign-in/provider')).headers.location).to.equal('/sign-in?trouble=down');
    expect(Date.now() - began).to.be.lessThan(40_000);
    silent.close();
  });

  it('a provider that goes down on the way back costs one sentence too', async () => {
    await makeMember(world, { email: 'ruth@marlow.example' });
    const { location = '' } = (await visitor.get('/sign-in/provider')).headers;
    const back = await throughProvider(location, 'ruth');
    await provider.stop();
    expect((await visitor.get(back)).headers.location).to.equal('/sign-in?trouble=down');
  });

  it('a secret that the provider does not know is named as what it is', async () => {
    const wrong = await makeWorld(environmentFor(provider.issuer, 'not the secret that the provider has'));
    const there = new Visitor(createApp(wrong));
    const { location = '' } = (await there.get('/sign-in/provider')).headers;
    const back = await there.get(await throughProvider(location, 'ruth'));
    expect(back.headers.location).to.equal('/sign-in?trouble=misconfigured');
    expect((await there.get('/sign-in')).text).to.not.include('role="alert"');
  });

  it('an admin decides whose accounts make members', async () => {
    const admin = await signedIn(world, app, { role: 'admin' });
    await admin.get('/admin/settings');
    const put = (body: object) => admin.send('put', '/admin/settings/provider', body);
    expect((await put({ domains: '@Marlow.example, finch.example\n', creates: 'yes' })).status).to.equal(303);
    const settings = await readSettings(world.db);
    expect(settings.providerDomains).to.deep.equal(['marlow.example', 'finch.example']);
    expect(settings.providerCreatesMembers).to.equal(true);
    expect((await put({ domains: 'marlow.example nonsense' })).text).to.include('“nonsense” is no domain.');
    expect((await put({ domains: ' ', creates: 'yes' })).text).to.include('Name at least one domain');
    expect(await events('settings.changed')).to.have.length(2);
  });

  function events(action: string) {
    return listAuditEvents(world.db, { action }, 9);
  }

  async function signInAs(login: string, link = '/sign-in/provider', who = visitor) {
    const { location = '' } = (await who.get(link.replaceAll('&amp;', '&'))).headers;
    return who.get(await throughProvider(location, login));
  }

  /** What the page says to somebody who does not come in. */
  async function troubleOf(login: string): Promise<string> {
    const who = new Visitor(app);
    const { location = '' } = (await signInAs(login, undefined, who)).headers;
    expect(location).to.match(/^\/sign-in\?trouble=/);
    return (await who.get(location)).text;
  }
});

describe('a workspace without a provider', () => {
  it('does not speak of one', async () => {
    const world = await makeWorld();
    await makeMember(world);
    const visitor = new Visitor(createApp(world));
    expect((await visitor.get('/sign-in')).text).to.not.include('Sign in with');
    for (const path of ['/sign-in/provider', '/sign-in/provider/callback?code=1&state=2']) {
      expect((await visitor.get(path)).headers.location).to.equal('/sign-in');
    }
  });
});

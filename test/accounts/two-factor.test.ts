import { expect } from 'chai';
import type { Express } from 'express';
import { TOTP } from 'otpauth';
import { decide } from '../../src/accounts/settings.ts';
import { createApp } from '../../src/app.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const halfMinuteMs = 30_000;

/** The app on their phone. */
class Authenticator {
  readonly #totp: TOTP;
  #ahead = 0;

  constructor(secret: string) {
    this.#totp = new TOTP({ secret });
  }

  /** A new one each time: the code of now, then the next. */
  code(): string {
    return this.#totp.generate({ timestamp: Date.now() + halfMinuteMs * this.#ahead++ });
  }
}

describe('two-factor sign-in', () => {
  let world: World;
  let app: Express;

  beforeEach(async () => {
    world = await makeWorld();
    app = createApp(world);
  });

  const setUp = async () => {
    const member = await makeMember(world);
    const visitor = new Visitor(app);
    await visitor.signIn(member);
    const { text } = await visitor.get('/account/two-factor');
    const phone = new Authenticator(/<code>([^<]+)<\/code>/.exec(text)?.[1]?.replaceAll(' ', '') ?? '');
    const on = await visitor.post('/account/two-factor', { code: phone.code() });
    const codes = [...on.text.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
    return { member, visitor, phone, codes };
  };

  it('asks for a code of the app, which works once', async () => {
    const { member, phone } = await setUp();
    const code = phone.code();
    const first = new Visitor(app);
    expect((await first.signIn(member)).headers.location).to.include('/sign-in/code');
    expect((await first.get('/forms')).status).to.equal(302);
    await first.get('/sign-in/code');
    expect((await first.post('/sign-in/code', { code })).status).to.equal(303);
    expect((await first.get('/forms')).status).to.equal(200);
    const second = new Visitor(app);
    await second.signIn(member);
    await second.get('/sign-in/code');
    const replayed = await second.post('/sign-in/code', { code });
    expect(replayed.status).to.equal(422);
    expect(replayed.text).to.include('wrong or has been used');
  });

  it('takes one of ten recovery codes once, however it is typed', async () => {
    const { member, codes } = await setUp();
    expect(codes).to.have.length(10);
    const enter = async (code: string) => {
      const visitor = new Visitor(app);
      await visitor.signIn(member);
      await visitor.get('/sign-in/code');
      return (await visitor.post('/sign-in/code', { code })).status;
    };
    expect(await enter(codes[3]!.toUpperCase().replace('-', ' '))).to.equal(303);
    expect(await enter(codes[3]!)).to.equal(422);
  });

  it('is not passed by a password alone, by a wrong code, nor by guessing', async () => {
    const { member } = await setUp();
    const visitor = new Visitor(app);
    expect((await visitor.get('/sign-in/code')).headers.location).to.match(/^\/sign-in\?/);
    await visitor.signIn(member);
    await visitor.get('/sign-in/code');
    const answers: number[] = [];
    for (let i = 0; i < 11; i++) answers.push((await visitor.post('/sign-in/code', { code: '000000' })).status);
    expect(answers).to.deep.equal([...Array<number>(10).fill(422), 429]);
  });

  it('is switched off with a code, or by an admin for who lost the phone', async () => {
    const { member, visitor, phone } = await setUp();
    expect((await visitor.send('delete', '/account/two-factor', { code: '123' })).status).to.equal(422);
    await visitor.send('delete', '/account/two-factor', { code: phone.code() });
    expect((await new Visitor(app).signIn(member)).headers.location).to.equal('/forms');
    const other = await setUp();
    const admin = await signedIn(world, app, { role: 'admin' });
    await admin.send('delete', `/admin/people/${other.member.id}/two-factor`);
    expect((await new Visitor(app).signIn(other.member)).headers.location).to.equal('/forms');
  });

  it('is asked of a role: until it is set up, nothing else opens', async () => {
    const member = await signedIn(world, app);
    await decide(world.db, 'twoFactorRoles', ['member']);
    expect((await member.get('/forms')).headers.location).to.equal('/account/two-factor');
    expect((await member.get('/account')).headers.location).to.equal('/account/two-factor');
    expect((await member.post('/forms', { title: 'Sneaked in' })).status).to.equal(403);
    const { text } = await member.get('/account/two-factor');
    const phone = new Authenticator(/<code>([^<]+)<\/code>/.exec(text)?.[1]?.replaceAll(' ', '') ?? '');
    await member.post('/account/two-factor', { code: phone.code() });
    expect((await member.get('/forms')).status).to.equal(200);
  });
});

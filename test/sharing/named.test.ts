import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { digitsOf } from '../../src/sharing/code.ts';
import { findNewestCode } from '../../src/sharing/code.store.ts';
import { changeLink, type ShareLink } from '../../src/sharing/link.ts';
import { mailCode } from '../../src/sharing/mail-code.ts';
import { listPeople } from '../../src/sharing/person.ts';
import { personalPath } from '../../src/sharing/personal-link.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { forgetTries } from '../support/workplace.ts';
import { makeWorld, type World } from '../support/world.ts';

const vera = 'vera@lind.example';

describe('a link for named people', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let link: ShareLink;
  let path: string;

  before(async () => {
    world = await makeWorld({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'mail@marlow.example' });
    app = createApp(world);
    author = await makeMember(world);
  });

  beforeEach(async () => {
    await forgetTries(world);
    ({ link, path } = await makeMessage(world, author));
    link = await changeLink(world, author, link.id, { access: 'named', people: [vera, 'sam@lind.example'] });
  });

  /** The code that is on its way to somebody, whether or not the link is for them. */
  async function codeFor(email: string): Promise<string> {
    return digitsOf(world, (await findNewestCode(world.db, link.id, email))!);
  }

  async function letIn(visitor: Visitor, email = vera): Promise<void> {
    await visitor.post(`${path}/codes`, { email });
    expect((await visitor.post(`${path}/visit`, { email, code: await codeFor(email) })).status).to.equal(303);
  }

  it('lets in who types the code that was mailed to their address, once', async () => {
    const visitor = new Visitor(app);
    expect((await visitor.get(path)).text)
      .to.include('Email')
      .and.not.include('switchboard');
    const asked = await visitor.post(`${path}/codes`, { email: ' Vera@Lind.example ' });
    expect(asked.text).to.include('Code').and.not.include('switchboard');
    const code = await codeFor(vera);
    expect(
      (await visitor.post(`${path}/visit`, { email: vera, code: ` ${code.slice(0, 3)} ${code.slice(3)}` })).status,
    ).to.equal(303);
    expect((await visitor.get(path)).text).to.include('switchboard');
    expect((await visitor.get(`${path}/play`)).status).to.equal(200);
    expect((await new Visitor(app).post(`${path}/visit`, { email: vera, code })).status).to.equal(422);
  });

  it('keeps no code in the database, and mails it to those alone whom the link is for', async () => {
    for (const email of [vera, 'eve@elsewhere.example']) {
      await new Visitor(app).post(`${path}/codes`, { email });
      const { id } = (await findNewestCode(world.db, link.id, email))!;
      await mailCode.now(world, { codeId: id });
    }
    const mails = (await world.db('mails').where({ kind: 'sharing.code' }).orderBy('id')) as Record<string, unknown>[];
    expect(mails.map(({ to_address }) => to_address)).to.deep.equal([vera]);
    const code = await codeFor(vera);
    expect(JSON.stringify([mails, await world.db('jobs'), await world.db('share_codes')])).to.not.include(code);
  });

  it('answers the same to an address that is not on the list, and lets nobody in with its code', async () => {
    const [listed, other] = [new Visitor(app), new Visitor(app)];
    const answers = [
      await listed.post(`${path}/codes`, { email: vera }),
      await other.post(`${path}/codes`, { email: 'eve@elsewhere.example' }),
    ] as const;
    const neutral = answers.map(
      ({ status, text }) => `${status} ${text.replaceAll(/vera@lind\.example|eve@elsewhere\.example/g, '…')}`,
    );
    expect(neutral[0]).to.equal(neutral[1]);
    const code = await codeFor('eve@elsewhere.example');
    const refused = await other.post(`${path}/visit`, { email: 'eve@elsewhere.example', code });
    expect(refused.status).to.equal(422);
    const borrowed = await other.post(`${path}/visit`, { email: vera, code });
    expect(borrowed.status).to.equal(422);
  });

  it('takes five tries and ten minutes, then asks for a new code', async () => {
    const visitor = new Visitor(app);
    await visitor.post(`${path}/codes`, { email: vera });
    const code = await codeFor(vera);
    for (let i = 0; i < 5; i++) {
      const wrong = await visitor.post(`${path}/visit`, { email: vera, code: code === '000000' ? '1' : '000000' });
      expect(wrong.status).to.equal(422);
    }
    expect((await visitor.post(`${path}/visit`, { email: vera, code })).status).to.equal(422);
    await visitor.post(`${path}/codes`, { email: vera });
    const next = await codeFor(vera);
    world.clock.forward(601);
    const late = await visitor.post(`${path}/visit`, { email: vera, code: next });
    expect(late.text).to.include('ten minutes and five tries');
    await letIn(visitor);
  });

  it('stops a person who has codes sent again and again', async () => {
    const visitor = new Visitor(app);
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push((await visitor.post(`${path}/codes`, { email: vera })).status);
    expect(answers.at(-1)).to.equal(429);
  });

  it('ends for whoever is taken off the list with their next request', async () => {
    const visitor = new Visitor(app);
    await letIn(visitor);
    await changeLink(world, author, link.id, { people: ['sam@lind.example'] });
    expect((await visitor.get(`${path}/play`)).status).to.equal(403);
    expect((await visitor.get(path)).text).to.include('Email');
  });

  it('lets in a member whose own address is on the list, and no other member', async () => {
    await makeMember(world, { email: 'lou@marlow.example' });
    await changeLink(world, author, link.id, { people: ['lou@marlow.example'] });
    const lou = new Visitor(app);
    await lou.signIn({ email: 'lou@marlow.example' });
    expect((await lou.get(path)).text).to.include('switchboard');
    expect((await (await signedIn(world, app)).get(path)).text).to.include('Email');
  });

  it('has a personal link for each of them, which is pressed and not merely looked at', async () => {
    const [person] = await listPeople(world.db, link.id);
    const personal = personalPath(world, link, person!);
    const visitor = new Visitor(app);
    expect((await visitor.get(personal)).text)
      .to.include('Open')
      .and.not.include('switchboard');
    expect((await visitor.get(`${path}/play`)).status).to.equal(403);
    expect((await visitor.post(personal)).headers.location).to.equal(path);
    expect((await visitor.get(path)).text).to.include('switchboard');
    expect((await visitor.get(`${personal.slice(0, -4)}AAAA`)).status).to.equal(404);
    await changeLink(world, author, link.id, { people: ['sam@lind.example'] });
    expect((await visitor.get(`${path}/play`)).status).to.equal(403);
    expect((await visitor.post(personal)).status).to.equal(404);
  });

  it('is set up with one address a line, each exactly one', async () => {
    const me = new Visitor(app);
    await me.signIn(author);
    const body = { name: 'For Lind', access: 'named', people: 'vera@lind.example, sam@lind.example' };
    const html = { 'HX-Request': 'true' };
    const refused = await me.send('patch', `/links/${link.id}`, body, html);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('is no address');
    expect((await me.send('patch', `/links/${link.id}`, { ...body, people: '' }, html)).text).to.include(
      'at least one person',
    );
    const people = 'Vera@Lind.example\n\nnew@lind.example\n';
    const saved = await me.send('patch', `/links/${link.id}`, { ...body, people }, html);
    expect(saved.status).to.equal(200);
    expect((await listPeople(world.db, link.id)).map(({ email }) => email)).to.have.members([vera, 'new@lind.example']);
  });
});

describe('a link for named people, while mail is off', () => {
  it('says that a personal link is needed, whoever asks', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const author = await makeMember(world);
    const { link, path } = await makeMessage(world, author);
    await changeLink(world, author, link.id, { access: 'named', people: [vera] });
    const asked = await new Visitor(app).post(`${path}/codes`, { email: vera });
    expect(asked.text).to.include('sends no mail');
    const looked = await new Visitor(app).get(path);
    expect(looked.text).to.include('sends no mail').and.not.include('Send me a code');
    const me = new Visitor(app);
    await me.signIn(author);
    expect((await me.get(`/links/of/message/${link.subjectId}`)).text).to.include(`${path}/people/`);
  });
});

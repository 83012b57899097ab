import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { MailBox } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('signing in by a mailed link', () => {
  let box: MailBox;
  let world: World;
  let app: Express;

  beforeEach(async () => {
    box = await MailBox.open();
    world = await makeWorld({ ...box.environment, BASE_URL: 'http://video.marlow.example' });
    app = createApp(world);
  });

  const mailed = async (email: string) => {
    const visitor = new Visitor(app);
    await visitor.get('/sign-in');
    const answer = await visitor.post('/sign-in/link', { email });
    return { visitor, answer };
  };
  const linkTo = async (email: string) => {
    const { visitor } = await mailed(email);
    const before = box.received.length;
    await until(
      () => world.db('jobs').where({ name: 'notifications.send', state: 'queued' }).first().then(Boolean),
      10,
    );
    await drainJobs(world, jobs);
    expect(box.received).to.have.length(before + 1);
    return { visitor, link: /\/sign-in\/\w+\/[\w-]{43}/.exec(box.received.at(-1)?.mail.text ?? '')?.[0] ?? '' };
  };

  it('works once, and only when the button is pressed', async () => {
    const member = await makeMember(world);
    const { visitor, link } = await linkTo(member.email);
    for (let i = 0; i < 2; i++) expect((await visitor.get(link)).status).to.equal(200);
    expect((await visitor.post(link)).headers.location).to.equal('/forms');
    expect((await visitor.get('/forms')).status).to.equal(200);
    const late = new Visitor(app);
    expect((await late.get(link)).status).to.equal(404);
  });

  it('does not work after half an hour, nor once a newer one was sent', async () => {
    const member = await makeMember(world);
    const first = await linkTo(member.email);
    const second = await linkTo(member.email);
    expect((await first.visitor.get(first.link)).status).to.equal(404);
    await world.db('sign_in_links').update({ made_at: new Date(Date.now() - 31 * 60_000).toISOString() });
    expect((await second.visitor.get(second.link)).status).to.equal(404);
  });

  it('tells nobody whether an address is known, and mails nothing to a stranger or to somebody disabled', async () => {
    const member = await makeMember(world);
    const known = await mailed(member.email);
    await world.db('members').where({ id: member.id }).update({ disabled_at: new Date().toISOString() });
    const words = (text: string) => text.replaceAll(/\w+@\S+?example/g, '…');
    for (const email of [member.email, 'nobody@marlow.example']) {
      const { answer } = await mailed(email);
      expect(words(answer.text)).to.equal(words(known.answer.text));
    }
    expect(await world.db('mails')).to.have.length(1);
  });

  for (const email of ['a@example.com, b@example.com', 'a@example.com\nBcc: b@example.com', 'nonsense']) {
    it(`asks for one address in place of ${JSON.stringify(email)}`, async () => {
      await makeMember(world);
      const { answer } = await mailed(email);
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include('Write one address');
    });
  }

  it('an invitation goes out by itself while mail is on', async () => {
    const owner = await signedIn(world, app, { role: 'owner' });
    await owner.post('/admin/people', { name: 'Dev Patel', email: 'dev@marlow.example' });
    await drainJobs(world, jobs);
    expect(box.received.map(({ to }) => to)).to.deep.equal([['dev@marlow.example']]);
    const link = /\/join\/\w+\/[\w-]{43}/.exec(box.received[0]?.mail.text ?? '')?.[0] ?? '';
    expect((await new Visitor(app).get(link)).text).to.include('Welcome, Dev Patel');
  });
});

import { expect } from 'chai';
import { accountMail } from '../../src/accounts/mail.ts';
import { addMember } from '../../src/accounts/member.ts';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import { listMails, retryMail, sendMail, type Mail } from '../../src/notifications/mail.ts';
import { accountMailKinds } from '../../src/notifications/account-mail.ts';
import { inTransaction } from '../../src/platform/database.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { MailBox } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('mail', () => {
  let box: MailBox;
  let world: World;

  beforeEach(async () => {
    box = await MailBox.open();
    world = await makeWorld({ ...box.environment, BASE_URL: 'https://video.marlow.example' });
    createApp(world);
  });

  const invite = async (name = 'Dev Shah') => {
    const by = await makeMember(world);
    const dev = await addMember(world, { name, email: 'dev@marlow.example', role: 'member' });
    const isOn = await accountMail.run(world, { kind: 'invitation', memberId: dev.id, byId: by.id });
    return { dev, isOn };
  };
  const drain = () => drainJobs(world, jobs);
  const newest = async () => (await listMails(world.db, {}, 1))[0] as Mail;

  it('brings an invitation as plain text and as HTML, with a link that works and a Message-ID made before', async () => {
    const { dev, isOn } = await invite('Dev “D” Shah <b>');
    expect(isOn).to.equal(true);
    const { messageId } = await newest();
    await drain();
    const [{ mail, to } = never()] = box.received;
    expect(to).to.deep.equal(['dev@marlow.example']);
    expect(mail.from?.value[0]).to.include({ name: 'Marlow & Finch', address: 'hr@marlow.example' });
    expect(mail.to).to.have.nested.property('value[0].name', 'Dev “D” Shah <b>');
    expect(mail.messageId).to.equal(messageId);
    expect(mail.subject).to.equal('Join Marlow & Finch on Reelay');
    const link = new RegExp(`https://video\\.marlow\\.example/join/${dev.id}/[\\w-]{43}\\b`);
    expect(mail.text)
      .to.match(link)
      .and.include('Welcome, Dev “D” Shah <b>')
      .and.include('Ruth Calder has invited you');
    expect(mail.html).to.match(link).and.include('Welcome, Dev “D” Shah &lt;b&gt;').and.include('prefers-color-scheme');
    expect(mail.headers.get('auto-submitted')).to.equal('auto-generated');
    const sent = await newest();
    expect(sent).to.include({ state: 'sent' });
    expect(sent.words).to.match(/^250 /);
  });

  it('keeps no secret in the queue or in the list of mails', async () => {
    await invite();
    await drain();
    const secret = /join\/\w+\/([\w-]{43})/.exec(box.received[0]?.mail.text ?? '')?.[1] ?? '';
    expect(secret).to.have.length(43);
    for (const table of ['jobs', 'mails', 'audit_events']) {
      expect(JSON.stringify(await world.db(table).select('*'))).not.to.include(secret);
    }
  });

  it('belongs to the transaction that asked for it', async () => {
    const by = await makeMember(world);
    const undone = inTransaction(world.db, async (trx) => {
      await accountMail.run({ ...world, db: trx }, { kind: 'reset', memberId: by.id });
      throw new Error('undone');
    });
    await undone.catch(() => undefined);
    expect(await listMails(world.db, {}, 9)).to.have.length(0);
    expect(await world.db('jobs').where({ name: 'notifications.send' })).to.have.length(0);
  });

  it('that is refused for now is tried again, in the words of the server', async () => {
    box.manners = { recipient: '450 4.2.0 Greylisted, try again later' };
    await invite();
    await drain();
    const refused = await newest();
    expect(refused.state).to.equal('refused');
    expect(refused.words).to.include('450 4.2.0 Greylisted, try again later');
    box.manners = {};
    world.clock.forward(11);
    await drain();
    expect(await newest()).to.include({ state: 'sent', messageId: refused.messageId });
    expect(box.received).to.have.length(1);
  });

  it('that is refused for good fails with the words of the server, and goes once somebody tries again', async () => {
    box.manners = { recipient: '550 5.1.1 No such user here' };
    await invite();
    await drain();
    const failed = await newest();
    expect(failed.state).to.equal('failed');
    expect(failed.words).to.include('550 5.1.1 No such user here');
    world.clock.forward(100_000);
    await drain();
    box.manners = {};
    await retryMail(world.db, failed.id);
    await drain();
    expect(await newest()).to.include({ state: 'sent', messageId: failed.messageId });
  });

  it('that nobody takes is given up after six tries', async () => {
    await box.close();
    await invite();
    for (let i = 0; i < 6; i++) {
      await drain();
      expect((await newest()).words).to.include('Nothing answers at 127.0.0.1');
      world.clock.forward(100_001);
    }
    expect((await newest()).state).to.equal('failed');
  });

  it('that was handed over and never confirmed may have been sent, and is not sent again by itself', async () => {
    box.manners = { silent: true };
    await invite();
    const draining = drain();
    await until(() => box.received.length > 0, 10);
    box.hangUp();
    await draining;
    expect((await newest()).state).to.equal('unconfirmed');
    world.clock.forward(10 ** 6);
    await drain();
    expect(box.received).to.have.length(1);
  });

  it('about what is gone meanwhile is not sent', async () => {
    const { dev } = await invite();
    await world.db('members').where({ id: dev.id }).update({ disabled_at: new Date().toISOString() });
    await drain();
    expect(await newest()).to.include({ state: 'dropped' });
    expect(box.received).to.have.length(0);
  });

  it('is off without a server: nothing is queued, and whoever asked is told', async () => {
    world = await makeWorld();
    expect((await invite()).isOn).to.equal(false);
    expect(await listMails(world.db, {}, 9)).to.have.length(0);
  });

  for (const address of [
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'A <a@b.example>',
    '',
    'a@b',
    'a@b.example;',
  ]) {
    it(`goes to exactly one address, not to ${JSON.stringify(address)}`, async () => {
      const [kind = never()] = accountMailKinds;
      const ids = { memberId: 'x', byId: '' };
      const refused = await sendMail(world, { kind, ids, to: { name: 'A', address }, subject: 'Hello' }).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      expect(refused?.message).to.equal('Write one address, such as ruth@example.com.');
      expect(await listMails(world.db, {}, 9)).to.have.length(0);
    });
  }

  it('has one header for a subject and a name that hold line breaks', async () => {
    await invite('Dev\r\nBcc: everybody@elsewhere.example');
    await drain();
    const [{ mail, to } = never()] = box.received;
    expect(to).to.deep.equal(['dev@marlow.example']);
    expect(mail.bcc).to.equal(undefined);
  });
});

function never(): never {
  throw new Error('There is none');
}

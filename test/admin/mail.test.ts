import { expect } from 'chai';
import type { Express } from 'express';
import { accountMail } from '../../src/accounts/mail.ts';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { addMember } from '../../src/accounts/member.ts';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import { listMails } from '../../src/notifications/mail.ts';
import { findMailSource } from '../../src/notifications/mail-server.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { MailBox } from '../support/smtp.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('the page about mail', () => {
  let world: World;
  let app: Express;
  let owner: Visitor;

  const begin = async (environment: Record<string, string> = {}) => {
    world = await makeWorld(environment);
    app = createApp(world);
    owner = await signedIn(world, app, { role: 'owner', email: 'olga@marlow.example' });
  };
  const setup = (box: { port: number }, more: object = {}) => ({
    host: '127.0.0.1',
    port: String(box.port),
    security: 'none',
    user: '',
    password: '',
    from: 'hr@marlow.example',
    linkBase: 'https://video.marlow.example/forms',
    ...more,
  });
  const save = (fields: object) => owner.send('put', '/admin/mail/server', fields);

  it('says that everything works without mail, and turns it on, with the password kept and never shown', async () => {
    await begin();
    const off = words((await owner.get('/admin/mail')).text);
    expect(off).to.include('Everything works without mail').and.not.include('Send a test');
    const box = await MailBox.open({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'päss wörd' ? done(null, { user: username }) : done(new Error('Try again')),
    });
    expect((await save(setup(box, { user: 'hr', password: 'päss wörd' }))).status).to.equal(303);
    const tested = await owner.post('/admin/mail/tests');
    expect(words(tested.text)).to.include('The test is on its way to olga@marlow.example. The server said: 250');
    expect(box.received[0]?.mail.text).to.include('https://video.marlow.example/admin/mail');
    const page = await owner.get('/admin/mail');
    expect(page.text).not.to.include('päss wörd');
    expect(JSON.stringify(await world.db('settings').select('value'))).not.to.include('päss');
    const events = await listAuditEvents(world.db, { action: 'mail.' }, 9);
    expect(events.map(({ action, details }) => ({ action, details }))).to.deep.equal([
      { action: 'mail.configured', details: { isOn: true } },
    ]);
    await owner.send('delete', '/admin/mail/server');
    expect(await findMailSource(world)).to.equal(undefined);
  });

  it('keeps a password for the server that it was given for, and for no other', async () => {
    await begin();
    await save(setup({ port: 2525 }, { user: 'hr', password: 'secret' }));
    expect((await save(setup({ port: 587 }, { user: 'hr' }))).status).to.equal(303);
    expect((await findMailSource(world))?.server).to.include({ port: 587, password: 'secret' });
    const elsewhere = await save(setup({ port: 587 }, { user: 'hr', host: 'mail.elsewhere.example' }));
    expect(elsewhere.status).to.equal(422);
    expect(elsewhere.text).to.include('Write the password of this user.');
  });

  it('says that the environment wins', async () => {
    const box = await MailBox.open();
    await begin(box.environment);
    const page = words((await owner.get('/admin/mail')).text);
    expect(page).to.include('SMTP_URL').and.include('it wins over what is set here').and.not.include('Turn mail off');
    expect((await save(setup(box))).status).to.equal(409);
  });

  const nonsense: [object, string][] = [
    [{ host: '' }, 'Write the name of a server'],
    [{ host: 'smtp://mail.example' }, 'Write the name of a server'],
    [{ host: 'mail.example:587' }, 'Write the name of a server'],
    [{ port: '99999' }, 'Write a port between 1 and 65535'],
    [{ port: 'smtp' }, 'Write a port between 1 and 65535'],
    [{ security: 'rot13' }, 'Choose how the connection is encrypted.'],
    [{ from: 'hr@a.example, boss@b.example' }, 'Write one address'],
    [{ from: 'HR\r\nBcc: x <hr@a.example>' }, 'Write one address'],
    [{ linkBase: 'javascript:alert(1)' }, 'Write an address such as https'],
  ];
  for (const [fields, sentence] of nonsense) {
    it(`says what is wrong with ${JSON.stringify(fields)}, and keeps what was there`, async () => {
      await begin();
      const refused = await save(setup({ port: 25 }, fields));
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include(sentence);
      expect(await findMailSource(world)).to.equal(undefined);
    });
  }

  describe('tells what is wrong with a server:', () => {
    const test = async (box: { port: number }, more: object) => {
      await begin();
      await save(setup(box, more));
      const response = await owner.post('/admin/mail/tests');
      expect(response.status).to.equal(422);
      return words(response.text);
    };

    it('one that there is not', async () => {
      const said = await test({ port: 25 }, { host: 'mail.nowhere.invalid' });
      expect(said).to.include('No server called mail.nowhere.invalid can be found. Check the host.');
    });

    it('one that does not answer', async () => {
      const box = await MailBox.open();
      const { port } = box;
      await box.close();
      expect(await test({ port }, {})).to.include(`Nothing answers at 127.0.0.1, port ${port}.`);
    });

    it('a password that is wrong', async () => {
      const box = await MailBox.open({
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(Object.assign(new Error('5.7.8 Bad password'), { responseCode: 535 })),
      });
      const said = await test(box, { user: 'hr', password: 'wrong' });
      expect(said).to.include('127.0.0.1 refused the user or the password. It said: 535 5.7.8 Bad password');
    });

    it('a sender that it does not take', async () => {
      const box = await MailBox.open();
      box.manners = { recipient: '553 5.7.1 Not your address' };
      expect(await test(box, {})).to.include('It said: 553 5.7.1 Not your address');
    });

    it('TLS where it speaks none', async () => {
      const box = await MailBox.open();
      expect(await test(box, { security: 'tls' })).to.include('does not speak TLS on port');
    });

    it('STARTTLS where it offers none', async () => {
      const box = await MailBox.open();
      expect(await test(box, { security: 'starttls' })).to.include('does not begin encryption (STARTTLS) on port');
    });

    it('a certificate that nobody knows', async () => {
      const box = await MailBox.open({ secure: true, disabledCommands: [] });
      expect(await test(box, { security: 'tls' })).to.include('No encryption could be agreed with 127.0.0.1');
    });
  });

  it('lists mails newest first, a page at a time, by state, and tries again what may have been sent', async () => {
    const box = await MailBox.open();
    await begin(box.environment);
    const dev = await addMember(world, { name: 'Dev Shah', email: 'dev@marlow.example', role: 'member' });
    for (let i = 0; i < 51; i++) await accountMail.run(world, { kind: 'invitation', memberId: dev.id });
    const first = await owner.get('/admin/mail');
    expect(first.text.match(/<h3>/g)).to.have.length(50);
    const older = /href="(\/admin\/mail\?before=\w+)"/.exec(first.text)?.[1] ?? '';
    expect((await owner.get(older)).text.match(/<h3>/g)).to.have.length(1);
    await world.db('mails').update({ state: 'sent', words: '250 OK' });
    await world.db('jobs').delete();
    const [mail] = await listMails(world.db, {}, 1);
    await world.db('mails').where({ id: mail?.id }).update({ state: 'unconfirmed' });
    const narrowed = await owner.get('/admin/mail?state=unconfirmed');
    expect(words(narrowed.text)).to.include('It may have arrived. Ask before you try again, or it comes twice.');
    expect(narrowed.text.match(/<h3>/g)).to.have.length(1);
    expect((await owner.post(`/admin/mail/${mail?.id}/tries`)).status).to.equal(303);
    await drainJobs(world, jobs);
    expect(box.received).to.have.length(1);
    expect(box.received[0]?.mail.messageId).to.equal(mail?.messageId);
    await owner.post(`/admin/mail/${mail?.id}/tries`);
    await drainJobs(world, jobs);
    expect(box.received, 'what was sent is not sent again').to.have.length(1);
  });
});

/** What a page says, as one line. */
function words(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

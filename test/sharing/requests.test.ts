import { expect } from 'chai';
import type { Express } from 'express';
import type { Member } from '../../src/accounts/member.ts';
import '../../src/jobs.ts';
import type { Message } from '../../src/messages/message.ts';
import { listNotices } from '../../src/notifications/notice.ts';
import { changeLink, listLinks } from '../../src/sharing/link.ts';
import { letInMail } from '../../src/sharing/request.mail.ts';
import { makeMessage } from '../support/message.ts';
import { signedIn, Visitor } from '../support/visitor.ts';
import { forgetTries, makeWorkplace } from '../support/workplace.ts';
import { type World } from '../support/world.ts';

describe('asking for access', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;
  let message: Message;
  let path: string;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace());
  });

  beforeEach(async () => {
    await forgetTries(world);
    const made = await makeMessage(world, author);
    ({ message, path } = made);
    await changeLink(world, author, made.link.id, { access: 'password', password: 'lamplight', allowsDownload: true });
  });

  const who = { name: 'Priya Nair', email: 'priya@acme.example', text: 'I missed the meeting.' };
  const ask = (more: object = {}) => new Visitor(app).post(`${path}/requests`, { ...who, ...more });
  const requestId = async () => {
    const { id }: { id: string } = await world.db('access_requests').where({ subject_id: message.id }).first('id');
    return id;
  };

  it('a stranger asks at the gate, is told nothing of what is behind it, and the author hears of it once', async () => {
    expect((await new Visitor(app).get(path)).text).to.include('Request access');
    for (let i = 0; i < 2; i++) {
      const asked = await ask();
      expect(asked.status).to.equal(200);
      expect(asked.text).to.include('has been told').and.not.include('switchboard');
    }
    const told = (await listNotices(world.db, author.id, undefined, 50)).filter(
      ({ aboutId }) => aboutId === message.id,
    );
    expect(told.map(({ kind }) => kind)).to.deep.equal(['access']);
    const page = await me.get(`/messages/${message.id}`);
    expect(page.text).to.include('Priya Nair').and.include('I missed the meeting.').and.include('Let in');
  });

  it('the author lets them in with a link of their own, which opens and keeps the limits', async () => {
    await ask({ name: '<b>Priya</b>' });
    const granted = await me.post(`/links/requests/${await requestId()}/admission`, {}, { 'HX-Request': 'true' });
    expect(granted.text).to.include('&lt;b&gt;Priya').and.include('Send it to them');
    const url = new URL(/value="(http[^"]+\/s\/[^"]+)"/.exec(granted.text)?.[1] ?? '');
    const priya = new Visitor(app);
    expect((await priya.get(url.pathname)).text).to.include('your personal link');
    const opened = await priya.post(url.pathname);
    const page = await priya.get(opened.headers.location ?? '');
    expect(page.text).to.include('The new switchboard').and.include('Download');
    const letter = await letInMail.write(world, { requestId: await requestId(), linkId: '' });
    expect(letter?.action?.path).to.equal(url.pathname);
    expect((await me.get(`/messages/${message.id}`)).text).to.not.include('Requests for access');
  });

  it('somebody without an account asks for what is for the workspace, from where they are to sign in', async () => {
    const [link] = await listLinks(world.db, { kind: 'message', id: message.id });
    await changeLink(world, author, link!.id, { access: 'workspace' });
    const stranger = new Visitor(app);
    const signIn = await stranger.get(`/sign-in?next=${encodeURIComponent(path)}`);
    expect(signIn.text).to.include(`${path}/requests`);
    expect((await stranger.get(`${path}/requests`)).text)
      .to.include('A line about why')
      .and.not.include('switchboard');
    expect((await ask()).status).to.equal(200);
    await changeLink(world, author, link!.id, { access: 'anyone' });
    expect((await ask({ email: 'other@acme.example' })).status).to.equal(403);
  });

  it('the author declines, and nothing is opened', async () => {
    await ask();
    const links = await world.db('share_links').where({ subject_id: message.id });
    const declined = await me.post(`/links/requests/${await requestId()}`, { _method: 'DELETE' });
    expect(declined.headers.location).to.equal(`/messages/${message.id}#requests`);
    expect(await world.db('share_links').where({ subject_id: message.id })).to.have.length(links.length);
  });

  it('a colleague decides about nobody who asks for another’s message', async () => {
    await ask();
    const colleague = await signedIn(world, app);
    expect((await colleague.post(`/links/requests/${await requestId()}/admission`)).status).to.equal(404);
    expect((await colleague.post(`/links/requests/${await requestId()}`, { _method: 'DELETE' })).status).to.equal(404);
  });

  it('two addresses in one, an empty name and endless asking are refused', async () => {
    const wrong = await ask({ email: 'a@b.example, c@d.example', name: ' ' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('Write one address').and.include('Write your name');
    const answers = [];
    for (let i = 0; i < 11; i++) answers.push((await ask({ email: `a${i}@acme.example` })).status);
    expect(answers.at(-1)).to.equal(429);
  });
});

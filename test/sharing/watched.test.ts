import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { updateClip } from '../../src/media/store.ts';
import { findSharedMessage, type Message } from '../../src/messages/message.ts';
import { listNotices } from '../../src/notifications/notice.ts';
import { changeLink, switchLink, type ShareLink } from '../../src/sharing/link.ts';
import { readWatched } from '../../src/sharing/watched.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1';

describe('who watched a message', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let message: Message;
  let link: ShareLink;
  let path: string;

  before(async () => {
    world = await makeWorld();
    app = createApp(world);
    author = await makeMember(world);
  });

  beforeEach(async () => {
    ({ message, link, path } = await makeMessage(world, author));
  });

  /** Somebody with the page open, and the token that stands in it. */
  async function open(visitor = new Visitor(app), agent = phone) {
    const { text } = await visitor.get(path, { 'User-Agent': agent });
    const token = /data-token="([^"]+)"/.exec(text)?.[1] ?? '';
    const beat = (spans: [number, number][], more = {}) =>
      visitor.post(`${path}/beats`, { spans }, { ...json, 'X-Token': token, ...more });
    return { visitor, beat, token };
  }

  const watched = async () => readWatched(world, (await findSharedMessage(world, message.id))!);

  it('is told with the parts, however they came in', async () => {
    const { beat } = await open();
    world.clock.forward(10);
    expect((await beat([[0, 2]])).status).to.equal(204);
    world.clock.forward(10);
    await beat([
      [2, 4],
      [8, 10],
    ]);
    const { viewers, watched: number, averageShare, heat } = await watched();
    expect(number).to.equal(1);
    expect(averageShare).to.be.closeTo(0.6, 0.001);
    expect(viewers[0]).to.deep.include({ who: 'Somebody with Safari on iPhone', sureness: 'browser', furthest: 10 });
    expect(viewers[0]?.parts).to.deep.equal([
      [0, 4],
      [8, 10],
    ]);
    expect(heat).to.match(/^M0 20V0.00H1.00/);
  });

  it('is cut to what can be true when somebody claims more than time has passed', async () => {
    const { beat } = await open();
    await beat([[0, 10]]);
    await beat([[0, 10]]);
    const [viewer] = (await watched()).viewers;
    expect(viewer?.furthest).to.be.within(1.9, 3);
    expect(viewer?.seconds).to.be.within(1.9, 3);
  });

  it('is no more than a page can show, however many pieces somebody claims', async () => {
    await updateClip(world.db, message.clipId, { seconds: 14_400 });
    const { beat } = await open();
    world.clock.forward(10);
    await beat([[0, 5]]);
    for (let n = 1; n <= 12; n++)
      await beat(Array.from({ length: 50 }, (_, i): [number, number] => [n * 100 + i, n * 100 + i + 0.001]));
    const [viewer] = (await watched()).viewers;
    expect(viewer?.parts.length).to.be.within(100, 500);
    expect(viewer?.parts[0]).to.deep.equal([0, 5]);
  });

  it('goes on where it was when somebody comes back later', async () => {
    const { beat } = await open();
    world.clock.forward(10);
    await beat([[0, 3]]);
    await watched();
    world.clock.forward(200);
    await watched();
    await beat([[3, 6]]);
    expect((await watched()).viewers[0]?.parts).to.deep.equal([[0, 6]]);
  });

  it('is not told of a stranger’s request without the token of the page, nor of nonsense', async () => {
    const { beat } = await open();
    expect((await beat([[0, 2]], { 'X-Token': 'forged' })).status).to.equal(403);
    expect((await beat([['a', 2]] as unknown as [number, number][])).status).to.equal(422);
    expect((await beat(Array.from({ length: 51 }, () => [0, 1] as [number, number]))).status).to.equal(422);
    expect((await watched()).watched).to.equal(0);
    await switchLink(world, author, link.id, false);
    world.clock.forward(2);
    expect((await beat([[0, 2]])).status).to.equal(410);
  });

  it('leaves out mail scanners and preview bots, and says that they came', async () => {
    for (const agent of ['Slackbot-LinkExpanding 1.0', 'facebookexternalhit/1.1', 'Google-SafeLinks']) {
      const { beat } = await open(new Visitor(app), agent);
      world.clock.forward(10);
      await beat([[0, 5]]);
    }
    await request(app).head(path).set('User-Agent', 'Mimecast-Link-Check 2.0');
    await open();
    expect(await watched()).to.deep.include({ opened: 1, watched: 0, programs: 4 });
  });

  it('counts everybody whom a link for few people lets in, whatever their browser calls itself', async () => {
    await changeLink(world, author, link.id, { mostViewers: 1 });
    const bot = { 'User-Agent': 'Slackbot-LinkExpanding 1.0' };
    expect((await new Visitor(app).post(`${path}/visit`, {}, bot)).status).to.equal(303);
    expect((await new Visitor(app).post(`${path}/visit`, {}, bot)).status).to.equal(410);
  });

  it('leaves out the author, on their own page and behind the link', async () => {
    const me = new Visitor(app);
    await me.signIn(author);
    const { beat } = await open(me);
    world.clock.forward(10);
    await beat([[0, 5]]);
    await me.get(`/messages/${message.id}`);
    expect((await me.post(`/messages/${message.id}/beats`, { spans: [[0, 5]] }, json)).status).to.equal(204);
    expect(await watched()).to.deep.include({ opened: 0, watched: 0 });
  });

  it('says how sure we are: a member is verified, a name is what somebody wrote', async () => {
    const colleague = await signedIn(world, app, { name: 'Vera Lind' });
    await colleague.get(`/messages/${message.id}`);
    expect((await colleague.post(`/messages/${message.id}/beats`, { spans: [[0, 5]] }, json)).status).to.equal(204);
    await changeLink(world, author, link.id, { asksName: true });
    const guest = new Visitor(app);
    await guest.post(`${path}/visit`, { name: 'Sam <b>' });
    const { beat } = await open(guest);
    world.clock.forward(10);
    await beat([[0, 5]]);
    const { viewers } = await watched();
    expect(viewers.map(({ who, sureness }) => `${who}: ${sureness}`)).to.have.members([
      'Vera Lind: verified',
      'Sam <b>: named',
    ]);
  });

  it('is told to the author once for each person who is known, and once for all others of a link', async () => {
    for (let i = 0; i < 3; i++) {
      const { beat } = await open();
      world.clock.forward(10);
      await beat([[0, 2]]);
    }
    const colleague = await signedIn(world, app);
    await colleague.get(`/messages/${message.id}`);
    await colleague.post(`/messages/${message.id}/beats`, { spans: [[0, 5]] }, json);
    await watched();
    const notices = await listNotices(world.db, author.id, undefined, 50);
    const about = notices.filter(({ kind, aboutId }) => kind === 'first-view' && aboutId === message.id);
    expect(about).to.have.length(2);
  });

  it('is shown to who may change it, by link and page by page, and to nobody else', async () => {
    const { beat } = await open();
    world.clock.forward(10);
    await beat([[0, 5]]);
    const me = new Visitor(app);
    await me.signIn(author);
    const page = await me.get(`/messages/${message.id}`);
    expect(page.text)
      .to.include('Who watched')
      .and.include('Somebody with Safari on iPhone')
      .and.include('<path d="M0 20');
    const all = `/links/of/message/${message.id}/viewers`;
    expect((await me.get(`${all}?link=${link.id}`)).text).to.include('50%');
    expect((await me.get(`${all}?link=none`)).text).to.include('Nobody yet');
    const colleague = await signedIn(world, app);
    expect((await colleague.get(all)).status).to.equal(404);
    expect((await colleague.get(`/messages/${message.id}`)).text).to.not.include('Who watched');
  });
});

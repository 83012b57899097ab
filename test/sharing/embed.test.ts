import fs from 'node:fs';
import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import type { Message } from '../../src/messages/message.ts';
import { changeLink, switchLink, type Given, type ShareLink } from '../../src/sharing/link.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const site = 'https://marlow.example';

describe('a message on other sites', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let message: Message;
  let link: ShareLink;
  let path: string;

  before(async () => {
    world = await makeWorld({ BASE_URL: 'https://video.marlow.example' });
    app = createApp(world);
    author = await makeMember(world);
  });

  beforeEach(async () => {
    ({ message, link, path } = await makeMessage(world, author, { title: 'The new "switchboard"' }));
    fs.writeFileSync(world.storage.clip(message.clipId, 'poster.webp'), 'a picture');
  });

  const change = (given: Given) => changeLink(world, author, link.id, given);
  const oembed = (more = '') =>
    request(app)
      .get(`/oembed?url=${encodeURIComponent(`https://video.marlow.example${path}`)}${more}`)
      .set('Host', 'video.marlow.example');
  const frame = () => request(app).get(`/embed${path}`).set('Accept', 'text/html');
  const sourceIn = (text: string) => /src="(\/embed\/s\/[^"]+\/play)"/.exec(text)?.[1] ?? '';

  it('plays in a frame on the sites that its link lists, without any cookie, and not elsewhere', async () => {
    await change({ sites: [site] });
    const { headers, text } = await frame();
    expect(headers['content-security-policy']).to.include(`frame-ancestors ${site}`);
    expect(headers).to.not.have.any.keys('x-frame-options', 'set-cookie');
    expect(headers['cross-origin-resource-policy']).to.equal('cross-origin');
    const film = await request(app).get(sourceIn(text)).set('Range', 'bytes=0-2');
    expect(film.status).to.equal(206);
    expect(film.headers).to.not.have.any.keys('set-cookie');
    expect((await request(app).get(sourceIn(text).replace(/play$/, 'captions'))).text).to.include('WEBVTT');
    for (const part of ['original', 'download']) {
      expect((await request(app).get(sourceIn(text).replace(/play$/, part))).status, part).to.equal(404);
    }
  });

  it('plays on no site until one is listed, and says so', async () => {
    const { headers, text } = await frame();
    expect(headers['content-security-policy']).to.include("frame-ancestors 'none'");
    expect(text).to.include('No other site may show this recording yet').and.not.include('<video');
  });

  it('ends in every frame with the next stretch of the film once the link is switched off or asks for more', async () => {
    await change({ sites: [site] });
    const source = sourceIn((await frame()).text);
    await change({ access: 'password', password: 'lamplight' });
    expect((await request(app).get(source)).status).to.equal(403);
    await change({ access: 'anyone' });
    expect((await request(app).get(source)).status).to.equal(403);
    const again = sourceIn((await frame()).text);
    world.clock.forward(13 * 3600);
    expect((await request(app).get(again)).status).to.equal(403);
    const fresh = sourceIn((await frame()).text);
    await switchLink(world, author, link.id, false);
    expect((await request(app).get(fresh)).status).to.equal(410);
    expect((await frame()).status).to.equal(410);
  });

  it('is previewed with title and picture where its link asks for nothing', async () => {
    const { text } = await new Visitor(app).get(path);
    expect(text).to.include('<meta property="og:title" content="The new &#34;switchboard&#34;">');
    const poster = /og:image" content="https:\/\/video\.marlow\.example([^"]+)"/.exec(text)?.[1] ?? '';
    expect((await request(app).get(poster)).headers['content-type']).to.equal('image/webp');
    expect(text).to.include('type="application/json+oembed"');
    expect((await oembed()).body).to.include({ type: 'link', title: 'The new "switchboard"' });
    await change({ sites: [site] });
    const { body } = await oembed('&maxwidth=320');
    expect(body).to.include({ type: 'video', version: '1.0', width: 320, author_name: author.name });
    expect((body as { html: string }).html).to.include(
      `src="https://video.marlow.example/embed${path}" title="The new &quot;switch`,
    );
  });

  it('tells nothing of itself where its link asks for anything', async () => {
    const gates: Given[] = [
      { access: 'password', password: 'lamplight' },
      { access: 'named', people: ['vera@lind.example'] },
      { access: 'workspace' },
      { access: 'anyone', asksName: true },
      { asksName: false, mostViewers: 5 },
    ];
    for (const gate of gates) {
      await change({ sites: [site], ...gate });
      const told = await oembed();
      expect(told.status).to.equal(401);
      const framed = await frame();
      expect(framed.text).to.include('Open it here').and.not.include('<video');
      const page = await new Visitor(app).get(path);
      for (const { text } of [told, framed, page]) expect(text).to.not.match(/switchboard|og:title|oembed/);
      expect((await request(app).get(`/embed${path}/poster`)).status).to.equal(403);
    }
  });

  it('is not told of by another server’s address, or by none', async () => {
    for (const url of ['https://elsewhere.example/s/x', 'https://video.marlow.example/forms', 'x', '']) {
      expect((await request(app).get(`/oembed?url=${encodeURIComponent(url)}`)).status).to.equal(404);
    }
    expect((await oembed('&format=xml')).status).to.equal(501);
  });
});

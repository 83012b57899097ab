import fs from 'node:fs';
import { expect } from 'chai';
import type { Express } from 'express';
import sharp from 'sharp';
import type { Member } from '../../src/accounts/member.ts';
import { makeEdit } from '../../src/media/make-edit.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { telling } from '../media/edited-films.ts';
import { makeMessage } from '../support/message.ts';
import { Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { withoutSpeech, type World } from '../support/world.ts';

const json = { 'Content-Type': 'application/json', Accept: 'application/json' };

describe('the poster of a message', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace(withoutSpeech));
  });

  it('is a moment that its author chooses, also after it was cut', async () => {
    const { message, path } = await makeMessage(world, author, { film: telling('baseline') });
    const stranger = new Visitor(app);
    await stranger.get(path);
    const light = async (part = 'poster') => lightOf((await stranger.get(`${path}/${part}`)).body as Buffer);
    expect(await light()).to.be.closeTo(brightnessAt(1), 6);
    expect((await choose(message.id, '0:05')).status).to.equal(200);
    expect(await light()).to.be.closeTo(brightnessAt(5), 6);
    expect(await light('thumb')).to.be.closeTo(brightnessAt(5), 6);
    await me.send('put', `/messages/${message.id}/edit`, { cuts: [[0, 2]] }, json);
    expect((await choose(message.id, '0:03')).status).to.equal(422);
    await drainJobs(world, [makeEdit]);
    expect(await light()).to.be.closeTo(brightnessAt(5), 6);
    await choose(message.id, '0:01');
    expect(await light()).to.be.closeTo(brightnessAt(3), 6);
    await me.send('delete', `/messages/${message.id}/poster`);
    expect(await light()).to.be.closeTo(brightnessAt(3), 6);
    expect((await choose(message.id, '0:09')).text).to.include('Choose a moment before 0:04');
    expect((await choose(message.id, 'soon')).text).to.include('Write the time as 1:05');
  });

  it('is a picture of its author’s own, and nothing that is none', async () => {
    const { message, path } = await makeMessage(world, author, { film: telling('baseline') });
    const stranger = new Visitor(app);
    await stranger.get(path);
    await me.get(`/messages/${message.id}`);
    const white = await sharp({ create: { width: 64, height: 36, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    expect((await me.postFile(`/messages/${message.id}/poster`, 'poster', white, 'white.png')).status).to.equal(303);
    expect(await lightOf((await stranger.get(`${path}/poster`)).body as Buffer)).to.be.above(250);
    const refused = await me.postFile(`/messages/${message.id}/poster`, 'poster', Buffer.from('<svg/>'), 'x.svg');
    expect(refused.text).to.include('not a picture');
    const film = fs.readFileSync(telling('baseline'));
    expect((await me.postFile(`/messages/${message.id}/poster`, 'poster', film, 'x.png')).status).to.equal(422);
    await me.send('delete', `/messages/${message.id}/poster`);
    expect(await lightOf((await stranger.get(`${path}/poster`)).body as Buffer)).to.be.below(100);
  });

  function choose(id: string, at: string) {
    return me.send('put', `/messages/${id}/poster`, { at }, { 'HX-Request': 'true' });
  }

  /** Of the left half, which is as bright as its moment. */
  async function lightOf(picture: Buffer): Promise<number> {
    const { width, height } = await sharp(picture).metadata();
    const half = { left: 0, top: 0, width: Math.floor(width * 0.45), height };
    const { channels } = await sharp(await sharp(picture).extract(half).png().toBuffer()).stats();
    return channels[0]!.mean;
  }

  /** From the brightness of a film, 16 to 235, to that of a picture. */
  function brightnessAt(seconds: number): number {
    return seconds * 30 * (255 / 219);
  }
});

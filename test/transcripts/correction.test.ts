import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Express } from 'express';
import type { Member } from '../../src/accounts/member.ts';
import { getSentence } from '../../src/transcripts/correction.ts';
import { makeMessage } from '../support/message.ts';
import { Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { type World } from '../support/world.ts';

describe('correcting what a recording is said to say', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;
  before(async () => {
    ({ world, app, author, me } = await makeWorkplace());
  });

  it('changes captions, page and search at once, and keeps what was said before and who changed it', async () => {
    const { message, path } = await makeMessage(world, author, {
      segments: [{ start: 0, end: 2, text: 'We met Mister Cider.' }],
    });
    await correct(message.id, 'We met  Mr. Calder.\n');
    await correct(message.id, 'We met Ms. Calder.');
    const stranger = new Visitor(app);
    expect((await stranger.get(path)).text).to.include('We met Ms. Calder.');
    expect((await stranger.get(`${path}/captions`)).text).to.include('We met Ms. Calder.');
    expect((await me.get('/search?q=cider')).text).to.include('Nothing found');
    expect((await me.get('/search?q=calder')).text).to.include(`/messages/${message.id}?t=0`);
    const { versions } = await getSentence(world.db, message.clipId, 0);
    expect(versions.map(({ text }) => text)).to.deep.equal(['We met Mr. Calder.', 'We met Mister Cider.']);
    expect(versions[0]!.correctedBy).to.equal(author.id);
  });

  it('refuses nothing, a book, and a sentence that is not there', async () => {
    const { message } = await makeMessage(world, author);
    expect((await correct(message.id, '  ')).text).to.include('Write what was said.');
    expect((await correct(message.id, 'x'.repeat(1001))).status).to.equal(422);
    expect((await correct(message.id, 'Hello?', 7)).status).to.equal(404);
    expect((await correct(message.id, 'Hello?', NaN)).status).to.equal(404);
  });

  function correct(id: string, text: string, position = 0) {
    return me.send('put', `/messages/${id}/sentences/${position}`, { text });
  }
});

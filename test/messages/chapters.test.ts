import { expect } from 'chai';
import type { Express } from 'express';
import type { Member } from '../../src/accounts/member.ts';
import { updateClip } from '../../src/media/store.ts';
import { updateMessage } from '../../src/messages/store.ts';
import { changeLink } from '../../src/sharing/link.ts';
import { makeMessage } from '../support/message.ts';
import { Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { withoutSpeech, type World } from '../support/world.ts';

const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
const html = { 'HX-Request': 'true' };

/** Two things are spoken of, with a pause between them. */
const talk = [
  'The budget for the budget year is settled.',
  'Every budget has a reserve, and the reserve is settled.',
  'The reserve of this budget is small.',
  'So much for the budget and its reserve.',
  'Holidays are next, and holidays need a calendar.',
  'The calendar of holidays hangs in the kitchen.',
  'Write your holidays into the calendar.',
  'The calendar shows who has holidays.',
];
const segments = talk.map((text, i) => ({
  start: i * 10 + (i > 3 ? 3 : 0),
  end: i * 10 + 9.5 + (i > 3 ? 3 : 0),
  text,
}));

describe('what belongs to a message', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace(withoutSpeech));
  });

  it('has chapters that are suggested where something else is spoken of after a pause', async () => {
    const { message } = await made();
    const { text } = await me.get(`/messages/${message.id}/chapters/suggestion`);
    expect(rowsOf(text)).to.deep.equal([
      ['0:00', 'The budget for the budget year…'],
      ['0:43', 'Holidays are next, and holidays need…'],
      ['', ''],
    ]);
  });

  it('has chapters as its author writes them, at the moments of what is left of it', async () => {
    const { message, path } = await made();
    const saved = await put(message.id, { at: ['1:00', '0:00', ''], title: ['Holidays', '<Budget>', ''] });
    expect(rowsOf(saved.text).slice(0, 2)).to.deep.equal([
      ['0:00', '&lt;Budget&gt;'],
      ['1:00', 'Holidays'],
    ]);
    await me.send('put', `/messages/${message.id}/edit`, { cuts: [[10, 40]] }, json);
    const stranger = new Visitor(app);
    const page = (await stranger.get(path)).text;
    expect(page).to.include('href="#t=30"').and.include('&lt;Budget&gt;');
    await put(message.id, { at: ['0:20'], title: ['Holidays'] });
    await me.send('put', `/messages/${message.id}/edit`, { cuts: [] }, json);
    expect((await stranger.get(path)).text).to.include('href="#t=50"');
  });

  it('refuses chapters that make no sense, and keeps what was typed', async () => {
    const { message } = await made();
    const wrong: [object, string][] = [
      [{ at: 'soon', title: 'x' }, 'Write times as 1:05.'],
      [{ at: '9:00', title: 'x' }, 'past the end'],
      [{ at: '0:10', title: '' }, 'a title'],
      [{ at: ['0:10', '0:10'], title: ['a', 'b'] }, 'Two chapters begin at 0:10.'],
      [{ at: Array(60).fill('0:10'), title: Array(60).fill('a') }, 'at most 50'],
    ];
    for (const [body, words] of wrong) {
      const refused = await put(message.id, body);
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include(words);
    }
    expect((await put(message.id, { at: 'soon', title: 'Kept' })).text)
      .to.include('value="Kept"')
      .and.include('value="soon"');
  });

  it('has its words as captions and as a transcript, for whom they may be downloaded', async () => {
    const { message, link, path } = await made();
    const stranger = new Visitor(app);
    await stranger.get(path);
    await changeLink(world, author, link.id, { allowsDownload: false });
    expect((await stranger.get(`${path}/words/srt`)).status).to.equal(403);
    expect((await stranger.get(path)).text).to.not.include('Download captions');
    await changeLink(world, author, link.id, { allowsDownload: true });
    expect((await stranger.get(path)).text)
      .to.include('Download captions')
      .and.include('Download transcript');
    const srt = await stranger.get(`${path}/words/srt`);
    expect(srt.get('Content-Disposition')).to.equal('attachment; filename="The new switchboard.srt"');
    expect(textOf(srt)).to.match(/^1\n00:00:00,000 --> 00:00:09,500\nThe budget/);
    expect(textOf(await me.get(`/messages/${message.id}/words/vtt`))).to.match(/^WEBVTT\n/);
    expect(textOf(await me.get(`/messages/${message.id}/words/txt`))).to.include('0:10 Every budget has a reserve');
    expect((await me.get(`/messages/${message.id}/words/exe`)).status).to.equal(404);
  });

  it('suggests a title from what is said first, until it has one', async () => {
    const { message } = await made({ title: 'Video message, 26 November 2026 at 10:00' });
    const page = `/messages/${message.id}`;
    expect((await me.get(page)).text).to.include('<b>The budget for the budget year is settled</b>');
    await updateMessage(world.db, message.id, { title: 'Plans' });
    expect((await me.get(page)).text).to.not.include('Use this title');
  });

  async function made(given = {}) {
    const all = await makeMessage(world, author, { segments, ...given });
    await updateClip(world.db, all.message.clipId, { seconds: 83 });
    return all;
  }

  function put(id: string, body: object) {
    return me.send('put', `/messages/${id}/chapters`, body, html);
  }

  function rowsOf(text: string): string[][] {
    const values = [...text.matchAll(/name="(?:at|title)" value="([^"]*)"/g)].map(([, value]) => value!);
    return values.flatMap((value, i) => (i % 2 === 0 ? [[value, values[i + 1]!]] : []));
  }

  function textOf({ text, body }: { text?: string; body: unknown }): string {
    return text ?? String(body);
  }
});

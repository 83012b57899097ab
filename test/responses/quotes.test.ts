import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { giveForm, hideFromReviewers } from '../../src/forms/reviewers.ts';
import { eraseClipsNow } from '../../src/media/erase.ts';
import { emptyLog } from '../../src/platform/database.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { correctAnswer } from '../../src/responses/correction.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import { getQuote, listQuotes, pinQuote, unpinQuote } from '../../src/responses/quote.ts';
import type { Segment } from '../../src/transcripts/segment.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import { filesWith } from '../support/marker.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const said: Segment[] = [
  { start: 1, end: 3, text: 'The pump stopped at night.' },
  { start: 4, end: 8, text: 'Nobody came for two whole days.' },
];

describe('quotes are pinned', () => {
  let world: World;
  let app: Express;
  let member: Member;
  let form: Awaited<ReturnType<typeof make.form>>;

  beforeEach(async () => {
    world = await makeWorld();
    app = createApp(world);
    member = await makeMember(world, { name: 'Ada Finch' });
    form = await make.form(world, { questions: [make.textQuestion()] });
  });

  const pin = (what: Parameters<typeof pinQuote>[3], by = member) => pinQuote(world, by, form.id, what);
  const browserOf = async (somebody: Member) => {
    const visitor = new Visitor(app);
    await visitor.signIn(somebody);
    return visitor;
  };
  const all = (by = member, about?: string) => listQuotes(world, by, { formId: form.id, about }, 100);

  it('with exactly the words and moments that somebody selected, whole words, across phrases', async () => {
    const { answer } = await spoken(world, form);
    const text = 'ight. Nobody ca';
    const from = said[0]!.text.indexOf('ight');
    await pin({ answer, from, to: from + text.length, text });
    const [quote] = await all();
    expect(quote).to.include({
      text: 'night. Nobody came',
      isCorrected: false,
      pinnedBy: 'Ada Finch',
      name: 'Amara Osei',
    });
    expect(quote!.start).to.be.within(2.2, 2.9);
    expect(quote!.end).to.be.within(4.9, 5.8);
  });

  it('of a phrase without any script, and of a typed answer without moments', async () => {
    const { answer } = await spoken(world, form);
    const typed = await written(world, form, 'It was slow.\r\nThe app is lovely. I would stay.');
    await pin({ answer, phrase: 1 });
    await pin({ answer: typed, from: 13, to: 30, text: 'The app is lovely' });
    await pin({ answer: typed, phrase: 2 });
    expect((await all()).map(({ text, start, end }) => [text, start, end])).to.deep.equal([
      ['I would stay.', null, null],
      ['The app is lovely.', null, null],
      ['Nobody came for two whole days.', 4, 8],
    ]);
  });

  it('once, however often they are pinned', async () => {
    const { answer } = await spoken(world, form);
    const [first, second] = [await pin({ answer, phrase: 0 }), await pin({ answer, phrase: 0 })];
    expect(second).to.deep.equal({ id: first.id, known: true });
    expect(await all()).to.have.length(1);
  });

  it('only while the words are what the page showed, and where there are any', async () => {
    const { answer } = await spoken(world, form);
    await refuses(pin({ answer, from: 0, to: 8, text: 'The bump' }), 'corrected since');
    await refuses(pin({ answer, from: 3, to: 4, text: ' ' }), 'Select some words');
    await refuses(pin({ answer, phrase: 7 }), 'These words are gone');
    await refuses(pin({ answer: newId(), phrase: 0 }), 'does not exist');
    const long = await written(world, form, 'word '.repeat(600));
    await refuses(
      pin({ answer: long, from: 0, to: 2999, text: 'word '.repeat(600).slice(0, 2999) }),
      '2,000 characters',
    );
    expect(await all()).to.deep.equal([]);
  });

  it('and follow a correction: they keep their moment and say the words that are said there now', async () => {
    const { answer, clipId, responseId } = await spoken(world, form);
    const whole = await pin({ answer, phrase: 0 });
    const part = await pin({ answer, from: 27, to: 38, text: 'Nobody came' });
    await correctAnswer(
      world,
      member,
      { id: responseId, formId: form.id },
      { clipId, position: 0, text: 'The pumps stopped at noon.' },
    );
    await correctAnswer(
      world,
      member,
      { id: responseId, formId: form.id },
      { clipId, position: 1, text: 'Well, nobody! Nobody came for 2 days.' },
    );
    const now = await getQuote(world, member, form.id, whole.id);
    expect(now).to.include({ text: 'The pumps stopped at noon.', isCorrected: true, start: 1, end: 3 });
    expect(await getQuote(world, member, form.id, part.id)).to.include({ text: 'Nobody came', isCorrected: false });
  });

  it('and say so where their words are gone from the answer', async () => {
    const { answer, clipId } = await spoken(world, form);
    const { id } = await pin({ answer, phrase: 1 });
    await transcript(world, clipId, said.slice(0, 1));
    const quote = await getQuote(world, member, form.id, id);
    expect(quote).to.include({ text: said[1]!.text, now: undefined, isCorrected: true });
  });

  it('from an answer that says the same two thousand times, without making anybody wait', async () => {
    const typed = await written(world, form, 'Go on. '.repeat(1400).trim());
    const me = await browserOf(member);
    await pin({ answer: typed, phrase: 1399 });
    const before = process.cpuUsage();
    expect((await me.get(`/forms/${form.id}/quotes`)).text).to.include('Go on.');
    const { user } = process.cpuUsage(before);
    // Comparing each find with each word took five seconds.
    expect(user / 1e6).to.be.below(1.5);
    expect((await all())[0]!.now).to.include({ from: 0, to: 6 });
  });

  it('and are listed the newest first, page by page, and found by word and by name', async () => {
    for (let i = 0; i < 27; i++)
      await pin({ answer: await written(world, form, `Quote number ${i}.`, `Person ${i}`), phrase: 0 });
    const visitor = await browserOf(member);
    const { text } = await visitor.get(`/forms/${form.id}/quotes`);
    expect(text).to.contain('Quote number 26.').and.contain('Quote number 2.').and.not.contain('Quote number 1.');
    const older = /href="([^"]+before=[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await visitor.get(older)).text)
      .to.contain('Quote number 1.')
      .and.not.contain('Quote number 2.');
    expect((await all(member, 'number 14')).map((quote) => quote.text)).to.deep.equal(['Quote number 14.']);
    expect((await all(member, 'person 14')).map((quote) => quote.text)).to.deep.equal(['Quote number 14.']);
    expect(await all(member, '100%_')).to.deep.equal([]);
  });

  it('and unpinned, with a way back', async () => {
    const { answer } = await spoken(world, form);
    const { id } = await pin({ answer, phrase: 0 });
    const visitor = await browserOf(member);
    const { text } = await visitor.send('delete', `/forms/${form.id}/quotes/${id}`, {}, { 'HX-Request': 'true' });
    expect(text).to.contain('Undo');
    expect(await all()).to.deep.equal([]);
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];
    const fields = { answer: field('answer'), from: field('from'), to: field('to'), text: field('text') };
    expect(await visitor.post(`/forms/${form.id}/quotes`, fields)).to.include({ status: 303 });
    expect((await all()).map((quote) => quote.text)).to.deep.equal([said[0]!.text]);
  });

  it('by reviewers too, who see no hidden name and unpin only what is theirs', async () => {
    const { answer } = await spoken(world, form);
    const reviewer = await makeMember(world, { role: 'reviewer' });
    await refuses(pin({ answer, phrase: 0 }, reviewer), 'does not exist');
    await giveForm(world, member, form.id, reviewer.id);
    await hideFromReviewers(world, member, form.id, 'both');
    const { id } = await pin({ answer, phrase: 0 });
    const own = await pin({ answer, phrase: 1 }, reviewer);
    const { text } = await (await browserOf(reviewer)).get(`/forms/${form.id}/quotes`);
    expect(text).to.contain('Respondent 1').and.not.contain('Amara');
    expect(await all(reviewer, 'amara')).to.deep.equal([]);
    await refuses(unpinQuote(world, reviewer, form.id, id), 'Only the person who pinned');
    await unpinQuote(world, reviewer, form.id, own.id);
    expect(await all()).to.have.length(1);
  });

  it('and go with an erased response and with a deleted recording, to the last byte', async () => {
    const marker = 'zanzibarquux';
    const one = await spoken(world, form, [{ start: 0, end: 2, text: `My ${marker} is late.` }]);
    const two = await spoken(world, form, [{ start: 0, end: 2, text: `His ${marker} is early.` }]);
    for (const { answer } of [one, two]) await pin({ answer, phrase: 0 });
    await eraseResponse(world, one.responseId, { actorId: null, because: 'respondent' });
    expect(await all()).to.have.length(1);
    await eraseClipsNow(world, [two.clipId, one.clipId]);
    expect(await all()).to.deep.equal([]);
    await emptyLog(world.db);
    expect(filesWith(marker, world.config.storageDir)).to.deep.equal([]);
  });
});

async function written(world: World, form: Awaited<ReturnType<typeof make.form>>, text: string, name?: string) {
  const responseId = await submission(world, form, name, { kind: 'text', text });
  const { id }: { id: string } = await world.db('answers').where({ response_id: responseId }).first('id');
  return id;
}

/** An answer with a recording that nobody plays, and what is said in it. */
async function spoken(world: World, form: Awaited<ReturnType<typeof make.form>>, segments = said) {
  const responseId = await submission(world, form);
  const { id: answer }: { id: string } = await world.db('answers').where({ response_id: responseId }).first('id');
  const clipId = newId();
  const now = timestamp(world.clock);
  const fields = { owner_kind: 'take', owner_id: newId(), kind: 'video', state: 'ready', max_bytes: 1000 };
  await world.db('clips').insert({ id: clipId, ...fields, created_at: now });
  await world.db('answers').where({ id: answer }).update({ kind: 'video', clip_id: clipId, text: null });
  await transcript(world, clipId, segments);
  return { responseId, answer, clipId };
}

function transcript(world: World, clipId: string, segments: Segment[]): Promise<void> {
  return replaceTranscript(world.db, { clipId, engine: 'a person', segments, createdAt: timestamp(world.clock) });
}

async function refuses(work: Promise<unknown>, words: string): Promise<void> {
  const refused = await work.then(
    () => 'done',
    (error: Error) => error.message,
  );
  expect(refused).to.contain(words);
}

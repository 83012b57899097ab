import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { openAnalysis } from '../../src/analysis/analysis.store.ts';
import { putReadAnswers } from '../../src/analysis/answer.store.ts';
import { listParts } from '../../src/analysis/reels/item.store.ts';
import { addCard, addQuote, adjustQuote, bringBackItem, moveItem, removeItem } from '../../src/analysis/reels/item.ts';
import { makeBestOf } from '../../src/analysis/reels/best-of.ts';
import { planFilm, wordedParts } from '../../src/analysis/reels/plan.ts';
import { createReel, getReel, type Reel } from '../../src/analysis/reels/reel.ts';
import { getTheme } from '../../src/analysis/theme.ts';
import { insertTheme, replacePlacements } from '../../src/analysis/theme.store.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { pinQuote } from '../../src/responses/quote.ts';
import { giveForm } from '../../src/forms/reviewers.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import * as films from '../media/films.ts';
import * as make from '../support/make.ts';
import { recordedResponse } from '../support/recorded.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const segments = [
  { start: 0, end: 1, text: 'It came late.' },
  { start: 1.2, end: 2.4, text: 'But the driver was kind.' },
  { start: 2.6, end: 3.8, text: 'I would order again.' },
];

describe('a reel', function () {
  this.timeout(60_000);
  let world: World;
  let app: Express;
  let member: Member;
  let me: Visitor;
  let form: Awaited<ReturnType<typeof make.form>>;
  let responseId: string;
  let reel: Reel;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    await world.db.raw('PRAGMA synchronous=OFF');
    app = createApp(world);
    member = await makeMember(world);
    me = new Visitor(app);
    await me.signIn(member);
    form = await make.form(world, {
      questions: [make.question({ text: 'How was it?' }), make.question({ text: 'What else?' })],
    });
    responseId = await recordedResponse(world, form, [
      { film: films.phoneFilm(4), segments },
      'Nothing else, thank you. The box was  fine.',
    ]);
  });

  beforeEach(async () => {
    reel = await createReel(world, member, form.id, 'Highlights');
  });

  const answers = async (id = responseId): Promise<{ id: string; clip_id: string | null }[]> =>
    world.db('answers').where({ response_id: id }).orderBy('clip_id', 'desc').select('id', 'clip_id');
  const quote = async (start: number, end: number) =>
    addQuote(world, reel, { answerId: (await answers())[0]!.id, start, end, text: null });
  const words = async () => (await wordedParts(world.db, reel)).map((part) => part.words);
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error.message,
    );

  it('holds what was said in a stretch of an answer, what was typed, and cards with words of one’s own', async () => {
    await quote(1.2, 3.8);
    const typed = (await answers())[1]!.id;
    await addQuote(world, reel, { answerId: typed, start: null, end: null, text: 'The box was fine.' });
    await addCard(world, reel, { title: 'Thank you', text: null });
    expect(await words()).to.deep.equal(['But the driver was kind. I would order again.', 'The box was fine.', '']);
    expect((await wordedParts(world.db, reel)).map(({ question }) => question)).to.deep.equal([
      'How was it?',
      'What else?',
      '',
    ]);
  });

  it('takes a quote once, however often its button is pressed', async () => {
    expect(await quote(0, 1)).to.equal(await quote(0, 1));
    expect(await words()).to.deep.equal(['It came late.']);
  });

  it('refuses what does not stand in the answer, is not in its recording, or belongs to another form', async () => {
    const [spoken, typed] = await answers();
    const given = { start: null, end: null, text: 'The box was broken.' };
    expect(await refused(addQuote(world, reel, { answerId: typed!.id, ...given }))).to.include('stand in the answer');
    expect(await refused(quote(9, 12))).to.include('The recording ends at 0:04');
    expect(await refused(quote(1, 1.1))).to.include('half a second');
    const other = await createReel(world, member, (await make.form(world)).id, 'Other');
    const asked = { answerId: spoken!.id, start: 0, end: 1, text: null };
    expect(await refused(addQuote(world, other, asked))).to.include('This answer is gone');
    expect(await words()).to.deep.equal([]);
  });

  it('is not begun by a quote that cannot be added', async () => {
    await me.get(`/reels/${reel.id}`);
    const before = await world.db('reels').count('* as reels').first();
    const foreign = { reel: 'new', answer: newId(), text: 'Nothing else' };
    expect((await me.post(`/forms/${form.id}/reels/quotes`, foreign)).status).to.equal(404);
    const [, typed] = await answers();
    const unsaid = { reel: 'new', answer: typed!.id, text: 'Nobody said this' };
    expect((await me.post(`/forms/${form.id}/reels/quotes`, unsaid)).status).to.equal(422);
    expect(await world.db('reels').count('* as reels').first()).to.deep.equal(before);
  });

  it('is put in order, and what was taken out comes back where it was', async () => {
    const [a, b, c] = [await quote(0, 1), await quote(1.2, 2.4), await quote(2.6, 3.8)];
    await moveItem(world, reel, c, 0);
    const order = async () => (await listParts(world.db, reel.id)).map(({ id }) => id);
    expect(await order()).to.deep.equal([c, a, b]);
    await removeItem(world, reel, a);
    expect(await order()).to.deep.equal([c, b]);
    await bringBackItem(world, reel, a);
    expect(await order()).to.deep.equal([c, a, b]);
    await removeItem(world, reel, a);
    await removeItem(world, reel, b);
    expect(await refused(bringBackItem(world, reel, a))).to.include('Add the quote anew');
  });

  it('begins and ends a quote a sentence earlier or later, or at a second', async () => {
    const id = await quote(1.2, 2.4);
    await adjustQuote(world, reel, id, 'end-later');
    await adjustQuote(world, reel, id, 'start-earlier');
    expect(await words()).to.deep.equal(['It came late. But the driver was kind. I would order again.']);
    await adjustQuote(world, reel, id, 'start-earlier');
    await adjustQuote(world, reel, id, 'end-earlier');
    expect(await words(), 'no further than the answer').to.deep.equal(['It came late. But the driver was kind.']);
    await adjustQuote(world, reel, id, { start: 1.7, end: 2.4 });
    expect(await words(), 'the words that were said then').to.deep.equal(['driver was kind.']);
  });

  it('begins and ends a typed quote a sentence earlier or later, within its answer', async () => {
    const typed = (await answers())[1]!.id;
    const id = await addQuote(world, reel, { answerId: typed, start: null, end: null, text: 'The box was fine.' });
    await adjustQuote(world, reel, id, 'end-later');
    await adjustQuote(world, reel, id, 'start-later');
    expect(await words(), 'no further than the answer').to.deep.equal(['The box was fine.']);
    await me.get(`/reels/${reel.id}`);
    const shift = (which: string) => me.send('patch', `/reels/${reel.id}/items/${id}`, { shift: which });
    expect((await shift('start-earlier')).status).to.equal(303);
    expect(await words()).to.deep.equal(['Nothing else, thank you. The box was fine.']);
    await shift('end-earlier');
    expect(await words()).to.deep.equal(['Nothing else, thank you.']);
    expect((await me.send('patch', `/reels/${reel.id}/items/${id}`, { start: '0', end: '2' })).status).to.equal(404);
  });

  it('has a card of one’s own at its beginning or its end, as whoever adds it chooses', async () => {
    await quote(0, 1);
    await me.get(`/reels/${reel.id}`);
    await me.post(`/reels/${reel.id}/cards`, { title: 'What they say', place: 'start' });
    await me.post(`/reels/${reel.id}/cards`, { title: 'Thank you', place: 'end' });
    const titles = (await listParts(world.db, reel.id)).map(({ title }) => title);
    expect(titles).to.deep.equal(['What they say', null, 'Thank you']);
  });

  it('offers only what was recorded to whoever does not want what was typed', async () => {
    const all = await me.get(`/reels/${reel.id}`);
    expect(all.text).to.include('Add: The box was fine.').and.include('Add: It came late.');
    const recorded = await me.get(`/reels/${reel.id}?recorded=true`);
    expect(recorded.text).to.include('Add: It came late.').and.not.include('Add: The box was fine.');
  });

  it('offers what was pinned, spoken and typed, and of that what was recorded alone', async () => {
    const [spoken, typed] = await answers();
    await pinQuote(world, member, form.id, { answer: spoken!.id, phrase: 1 });
    await pinQuote(world, member, form.id, { answer: typed!.id, from: 0, to: 13, text: 'Nothing else,' });
    const pinned = await me.get(`/reels/${reel.id}?from=pinned`);
    expect(pinned.text).to.include('Add: But the driver was kind.').and.include('Add: Nothing else,');
    expect(pinned.text).not.to.include('Add: It came late.');
    const recorded = await me.get(`/reels/${reel.id}?from=pinned&recorded=true`);
    expect(recorded.text).to.include('Add: But the driver was kind.').and.not.include('Add: Nothing else,');
  });

  it('takes a pinned quote from where it is pinned: the page of all of them, and that of its response', async () => {
    const [spoken] = await answers();
    await pinQuote(world, member, form.id, { answer: spoken!.id, phrase: 1 });
    for (const path of [`/forms/${form.id}/quotes`, `/responses/${responseId}`])
      expect((await me.get(path)).text)
        .to.include('Add to reel')
        .and.include('name="start" value="1.2"');
    const given = { reel: reel.id, answer: spoken!.id, start: '1.2', end: '2.4' };
    await me.post(`/forms/${form.id}/reels/quotes`, given);
    expect(await words()).to.deep.equal(['But the driver was kind.']);
    const reviewer = await makeMember(world, { role: 'reviewer' });
    await giveForm(world, member, form.id, reviewer.id);
    const them = new Visitor(app);
    await them.signIn(reviewer);
    const page = await them.get(`/forms/${form.id}/quotes`);
    expect(page.text).to.include('But the driver was kind.').and.not.include('Add to reel');
  });

  it('shows the question once before its quotes, and nobody’s name unless somebody chose so', async () => {
    await quote(0, 1);
    await quote(2.6, 3.8);
    const shown = async (names: Reel['names']) => {
      const planned = planFilm({ showsQuestions: true, names }, await wordedParts(world.db, reel));
      return planned.map((each) => (each.kind === 'card' ? [each.title, each.subtitle] : [each.start, each.name]));
    };
    expect(await shown(reel.names)).to.deep.equal([
      ['How was it?', null],
      [0, null],
      [2.6, null],
    ]);
    expect((await shown('first')).slice(0, 2)).to.deep.equal([
      ['How was it?', 'Amara'],
      [0, 'Amara'],
    ]);
    expect((await shown('full'))[0]).to.deep.equal(['How was it?', 'Amara Osei']);
    const jonas = await recordedResponse(world, form, [{ film: films.phoneFilm(4), segments }, 'Nothing.']);
    await world.db('responses').where({ id: jonas }).update({ name: 'Jonas Lind' });
    await addQuote(world, reel, { answerId: (await answers(jonas))[0]!.id, start: 0, end: 1, text: null });
    expect((await shown('first')).slice(3), 'who comes next, named alone').to.deep.equal([
      ['Jonas', null],
      [0, 'Jonas'],
    ]);
    await eraseResponse(world, jonas, { actorId: member.id, because: 'member' });
  });

  it('finds what was said or typed, and adds it from the page', async () => {
    const page = await me.get(`/reels/${reel.id}?q=driver`);
    expect(page.text).to.include('But the driver was kind.').and.not.include('It came late.');
    const [spoken] = await answers();
    const added = await me.post(`/reels/${reel.id}/quotes`, { answer: spoken!.id, start: '1.2', end: '2.4' });
    expect(added.headers.location).to.equal(`/reels/${reel.id}#items`);
    expect((await me.get(`/reels/${reel.id}?q=driver`)).text).to.include('In the reel');
    const wrong = await me.post(`/reels/${reel.id}/quotes`, { answer: spoken!.id, start: 'x', end: '2' });
    expect(wrong.status).to.equal(422);
    expect(await words()).to.deep.equal(['But the driver was kind.']);
  });

  it('loses a quote whose answer is erased, and says so until somebody has read it', async () => {
    const other = await recordedResponse(world, form, [{ film: films.phoneFilm(4), segments }, 'Nothing.']);
    await quote(0, 1);
    await addQuote(world, reel, { answerId: (await answers(other))[0]!.id, start: 0, end: 1, text: null });
    await eraseResponse(world, other, { actorId: member.id, because: 'member' });
    expect(await words()).to.deep.equal(['It came late.']);
    expect((await me.get(`/reels/${reel.id}`)).text).to.include('1 quote is gone: its answer was erased.');
    await me.send('delete', `/reels/${reel.id}/lost`);
    expect((await getReel(world.db, reel.id)).lost).to.equal(0);
  });

  it('begins with the best of a theme: the most telling quote of each person that plays', async () => {
    const other = await recordedResponse(world, form, [{ film: films.phoneFilm(4), segments }, 'Nothing.']);
    const themeId = await themeOf([...(await answers()), ...(await answers(other))].map(({ id }) => id));
    const best = await makeBestOf(world, member, await getTheme(world.db, form.id, themeId));
    const parts = await wordedParts(world.db, best);
    expect(parts.map((part) => part.words)).to.deep.equal(['But the driver was kind.', 'But the driver was kind.']);
    expect(best.title).to.equal('The driver');
    const asked = async (people: string) => me.post(`/forms/${form.id}/themes/${themeId}/reels`, { people });
    await me.get(`/reels/${best.id}`);
    expect((await asked('6')).status).to.equal(303);
    expect((await asked('5000')).status).to.equal(422);
    // Of what was typed where nothing that was recorded is in the theme.
    await world.db('placements').delete();
    const typed = await world.db('sentences').whereNull('start_seconds').pluck('id');
    await replacePlacements(
      world.db,
      form.id,
      typed.map((sentenceId: string) => ({ sentenceId, theme: themeId, confidence: 1, centrality: 1 })),
    );
    const ofTyped = await makeBestOf(world, member, await getTheme(world.db, form.id, themeId));
    expect((await wordedParts(world.db, ofTyped)).map((part) => part.words)).to.include('Nothing.');
    await eraseResponse(world, other, { actorId: member.id, because: 'member' });
  });

  /** A theme with the second sentence of each answer as its most central, and the third. */
  async function themeOf(answerIds: string[]): Promise<string> {
    const now = timestamp(world.clock);
    const id = newId();
    await openAnalysis(world.db, form.id, now);
    const flags = { isNamed: false, isPinned: false, isKept: false };
    await insertTheme(
      world.db,
      { id, analysisId: form.id, name: 'The driver', description: null, phrases: [], ...flags },
      now,
    );
    const felt = { sentiment: 0, feeling: 'neutral', sentimentConfidence: 1 } as const;
    const measured = { language: 'en', words: 1, wordsPerMinute: 60, talkSeconds: 1, silentSeconds: 0, keyPhrases: [] };
    for (const answerId of answerIds) {
      const { response_id: ofResponse, clip_id: clipId } = await world.db('answers').where({ id: answerId }).first();
      const vectors = { vector: null, passageVector: null };
      const spoken = segments.slice(1).map((segment) => ({ id: newId(), ...segment, ...vectors, ...felt }));
      const sentences = clipId ? spoken : [{ ...spoken[0]!, start: null, end: null, text: 'Nothing.' }];
      const read = { answerId, responseId: ofResponse, formId: form.id, fingerprint: '', analysedAt: now };
      await putReadAnswers(world.db, [{ ...read, ...measured, ...felt, sentences }]);
    }
    const rows: { id: string; position: number }[] = await world.db('sentences').select('id', 'position');
    const placed = rows.map(({ id: sentenceId, position }) => ({
      sentenceId,
      theme: id,
      confidence: 1,
      centrality: 1 - position / 10,
    }));
    await replacePlacements(world.db, form.id, placed);
    return id;
  }
});

import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { addComment, deleteComment } from '../../src/comments/comment.ts';
import { editDraft, type Form } from '../../src/forms/form.ts';
import { finishReply, getOwnReply, startReply } from '../../src/comments/recording.ts';
import { giveForm, hideFromReviewers } from '../../src/forms/reviewers.ts';
import { findProfile } from '../../src/accounts/profile.ts';
import { createClip } from '../../src/media/clip.ts';
import { saveEdit } from '../../src/media/editing.ts';
import { updateClip } from '../../src/media/store.ts';
import { placeAtMessage } from '../../src/messages/discussion.ts';
import { moveToBin } from '../../src/messages/library.ts';
import type { Message } from '../../src/messages/message.ts';
import { eraseMessage } from '../../src/messages/erasure.ts';
import { sendTo } from '../../src/messages/recipient.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import { addNote, rateResponse } from '../../src/responses/review.ts';
import { correctSegment } from '../../src/transcripts/correction.ts';
import type { Segment } from '../../src/transcripts/segment.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import * as make from '../support/make.ts';
import { filesWith } from '../support/marker.ts';
import { makeMessage } from '../support/message.ts';
import { plansOf } from '../support/plan.ts';
import { spokenAnswer } from '../support/spoken.ts';
import { begun, submission } from '../support/submission.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';
import '../../src/jobs.ts';

type Published = Form & { publicationId: string };

const segments: Segment[] = [
  { start: 0, end: 5, text: 'Good morning, I keep pumps running.' },
  { start: 5, end: 12.4, text: 'Last winter the wrong cable was' },
  { start: 12.4, end: 20, text: 'delivered twice, so we waited.' },
];

describe('the search box', () => {
  let world: World;
  let app: Express;
  let ruth: Member;
  let me: Visitor;
  let form: Published;

  beforeEach(async () => {
    world = await makeWorld();
    await world.db.raw('PRAGMA synchronous=OFF');
    app = createApp(world);
    ruth = await makeMember(world);
    me = await signedIn(ruth);
    form = await make.form(world, { title: 'Field engineer', questions: [make.textQuestion({ text: 'A hard day?' })] });
  });

  const signedIn = async (member: Member) => {
    const visitor = new Visitor(app);
    await visitor.signIn(member);
    return visitor;
  };
  const reviewer = async (...given: Form[]) => {
    const member = await makeMember(world, { role: 'reviewer', name: 'Hugo Brandt' });
    for (const { id } of given) await giveForm(world, ruth, id, member.id);
    return { member, visitor: await signedIn(member) };
  };
  const typed = (text: string, name = 'Amara Osei', to = form) => submission(world, to, name, { kind: 'text', text });
  const spoken = (said = segments, name?: string) => spokenAnswer(world, form, said, name);
  const comment = async (message: Message, text: string) =>
    addComment(world, placeAtMessage((await findProfile(world.db, ruth.id))!, message), {
      text,
      at: null,
      parentId: null,
    });
  const page = async (q: string, visitor = me, more = '') => {
    const { status, text } = await visitor.get(`/search?q=${encodeURIComponent(q)}${more}`);
    expect(status).to.equal(200);
    return text.slice(text.indexOf('id="found"'));
  };
  /** Where what was found leads, in its order. */
  const links = async (...asked: Parameters<typeof page>) =>
    [...(await page(...asked)).matchAll(/<h3><a href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));

  it('finds what somebody said, in any form of the word, also from one phrase into the next, and plays it from there', async () => {
    const { id, answerId } = await spoken();
    const from = (second: number) => [`/responses/${id}?answer=${answerId}&t=${second}&play=1#answer-1`];
    expect(await links('deliver')).to.deep.equal(from(12));
    expect(await links('"cable was delivered twice"')).to.deep.equal(from(5));
    expect(await links('pumping')).to.deep.equal(from(0));
    expect(await links('waiting cables')).to.deep.equal(from(5));
    expect(await links('pum')).to.deep.equal(from(0));
    expect(await page('cable'))
      .to.include('the wrong <mark>cable</mark> was')
      .and.to.include('A hard day? · Field engineer');
    for (const nothing of ['pum ', '"delivered cable"', 'cable -pump', 'zebra']) {
      expect(await page(nothing), nothing).to.include('Nothing found');
    }
    expect((await me.get(`/responses/${id}?answer=${answerId}&t=12`)).text).to.include('data-at="12"');
  });

  it('looks through titles, questions, what was typed, notes, comments and respondents as well', async () => {
    const id = await typed('The switchboard was <b>late</b>.');
    await addNote(world, ruth, id, { text: 'Ask about the switchboard.', answerId: null, atSeconds: null });
    const { message } = await makeMessage(world, ruth, { title: 'Plan', description: 'For the new switchboard' });
    const { id: commentId } = await comment(message, 'Which switchboard?');
    expect(await links('switchboard')).to.deep.equal([
      `/responses/${id}#answer-1`,
      `/messages/${message.id}`,
      `/responses/${id}#notes`,
      `/messages/${message.id}#comment-${commentId}`,
    ]);
    expect(await page('switchboard')).to.include('was &lt;b&gt;late&lt;/b&gt;');
    expect(await links('hard day')).to.deep.equal([`/forms/${form.id}`]);
    const prompt = await createClip(world.db, world.clock, {
      ownerKind: 'prompt',
      ownerId: form.id,
      kind: 'video',
      maxBytes: 1,
    });
    const asked = make.question({ prompt: { clipId: prompt.id, kind: 'video' } });
    await editDraft(world, form.id, (draft) => ({ ...draft, questions: [asked] }));
    const created = { clipId: prompt.id, engine: 'a person', createdAt: timestamp(world.clock) };
    await replaceTranscript(world.db, { ...created, segments });
    expect(await links('cable', me, '&kind=form')).to.deep.equal([`/forms/${form.id}`]);
    expect(await links('hard day')).to.deep.equal([]);
    expect(await links('plan hello')).to.deep.equal([`/messages/${message.id}?t=0&play=1`]);
    expect(await links('amara')).to.deep.equal([`/responses/${id}`]);
    expect(await links('amara@osei.example')).to.deep.equal([]);
    expect(await links('amara.osei@osei.example')).to.deep.equal([`/responses/${id}`]);
  });

  it('finds what was said in a recorded reply, and plays it from there', async () => {
    const { message } = await makeMessage(world, ruth, { title: 'Plan' });
    const place = placeAtMessage((await findProfile(world.db, ruth.id))!, message);
    const { takeId, clipId } = await startReply(world, place, {
      kind: 'voice',
      mime: 'audio/webm',
      at: null,
      parentId: null,
    });
    await finishReply(world, await getOwnReply(world.db, place, takeId), 20);
    await updateClip(world.db, clipId, { state: 'ready', seconds: 20 });
    await replaceTranscript(world.db, { clipId, engine: 'a person', createdAt: timestamp(world.clock), segments });
    const [link] = await links('delivered');
    expect(link).to.equal(`/messages/${message.id}?reply=${takeId}&t=12&play=1#comment-${takeId}`);
    const { text } = await me.get(link!);
    expect(text.match(/data-at="12"/g), 'the reply alone').to.have.length(1);
  });

  it('follows what is changed: corrections, cuts, new titles, taken back comments', async () => {
    const { message } = await makeMessage(world, ruth, { title: 'Plan', segments });
    await updateClip(world.db, message.clipId, { seconds: 20 });
    await saveEdit(world, message.clipId, { cuts: [[12.4, 20]] });
    expect(await links('delivered')).to.deep.equal([]);
    expect(await links('cable')).to.deep.equal([`/messages/${message.id}?t=5&play=1`]);
    await saveEdit(world, message.clipId, { cuts: [] });
    expect(await links('delivered')).to.deep.equal([`/messages/${message.id}?t=12&play=1`]);
    await correctSegment(world, ruth, message.clipId, 1, 'Last winter the wrong cabinet was');
    expect(await links('cable')).to.deep.equal([]);
    expect(await links('cabinet')).to.deep.equal([`/messages/${message.id}?t=5&play=1`]);
    const { id } = await comment(message, 'Which zebra?');
    await deleteComment(world, placeAtMessage((await findProfile(world.db, ruth.id))!, message), id);
    expect(await links('zebra')).to.deep.equal([]);
    await editDraft(world, form.id, (draft) => ({ ...draft, title: 'Line manager' }));
    expect(await links('engineer')).to.deep.equal([]);
    expect(await links('manager')).to.deep.equal([`/forms/${form.id}`]);
  });

  it('shows nobody what is private, in the bin, or not submitted', async () => {
    const other = await makeMember(world, { name: 'Dev Patel' });
    const they = await signedIn(other);
    const secret = (await makeMessage(world, ruth, { title: 'Raise', segments, isPrivate: true })).message;
    await comment(secret, 'About the cable');
    expect(await links('cable')).to.have.length(2);
    expect(await links('cable', they)).to.deep.equal([]);
    expect(await page('raise', they)).not.to.include('Raise');
    await sendTo(world, secret, [other.id]);
    expect(await links('cable', they)).to.have.length(2);
    await moveToBin(world, ruth, [secret.id]);
    expect(await links('cable')).to.deep.equal([]);
    await begun(world, form, { kind: 'text', text: 'The cable, not yet sent' });
    expect(await links('cable')).to.deep.equal([]);
  });

  it('shows a reviewer what was given to them, without hidden names, drafts, messages and comments', async () => {
    const elsewhere = await make.form(world, { title: 'Drivers', questions: [make.textQuestion()] });
    await typed('The cable in the other form', 'Ben Adeyemi', elsewhere);
    const { message } = await makeMessage(world, ruth, { title: 'The cable', segments });
    await comment(message, 'A cable');
    const id = await typed('A cable in a form that was given');
    await addNote(world, ruth, id, { text: 'The cable again', answerId: null, atSeconds: null });
    const { visitor } = await reviewer(form);
    const stranger = (await reviewer()).visitor;
    expect(await links('cable', visitor)).to.deep.equal([`/responses/${id}#answer-1`, `/responses/${id}#notes`]);
    expect(await links('cable', visitor, `&form=${elsewhere.id}`)).to.deep.equal([]);
    for (const kind of ['message', 'comment', 'form'])
      expect(await links('cable', visitor, `&kind=${kind}`), kind).to.deep.equal([]);
    for (const word of ['cable', 'amara', 'field', 'drivers'])
      expect(await links(word, stranger), word).to.deep.equal([]);
    expect((await stranger.get('/search')).text).not.to.include('Field engineer');
    expect(await links('field', visitor)).to.deep.equal([`/forms/${form.id}/responses`]);
    expect(await links('hard', visitor), 'a question that may be a draft').to.deep.equal([]);

    expect(await links('amara', visitor)).to.deep.equal([`/responses/${id}`]);
    await hideFromReviewers(world, ruth, form.id, 'email');
    expect(await links('amara', visitor)).to.deep.equal([`/responses/${id}`]);
    expect(await links('osei.example', visitor)).to.deep.equal([]);
    expect(await links('cable', visitor, '&person=osei.example')).to.deep.equal([]);
    await hideFromReviewers(world, ruth, form.id, 'both');
    expect(await links('amara', visitor)).to.deep.equal([]);
    expect(await links('cable', visitor, '&person=amara')).to.deep.equal([]);
    expect(await page('cable', visitor))
      .to.include('Respondent 1')
      .and.not.to.match(/amara|osei/i);
  });

  it('narrows down to a form, a kind, days, a rating and a person', async () => {
    const { message } = await makeMessage(world, ruth, { title: 'The cable' });
    const amara = await typed('A cable');
    world.clock.forward(3 * 86_400);
    const ben = await typed('Another cable', 'Ben Adeyemi');
    await rateResponse(world, ruth, ben, 4);
    const day = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const [a, b, m] = [`/responses/${amara}#answer-1`, `/responses/${ben}#answer-1`, `/messages/${message.id}`];
    const narrowed = (by: string) => links('cable', me, `&${by}`);
    expect(await narrowed('')).to.deep.equal([b, a, m]);
    expect(await narrowed(`form=${form.id}`)).to.deep.equal([b, a]);
    expect(await narrowed('kind=message')).to.deep.equal([m]);
    expect(await narrowed('rating=4')).to.deep.equal([b]);
    expect(await narrowed('rating=5')).to.deep.equal([]);
    expect(await narrowed('person=amara')).to.deep.equal([a]);
    expect(await narrowed('person=ruth')).to.deep.equal([m]);
    expect(await narrowed(`from=${day(-1)}`)).to.deep.equal([b]);
    expect(await narrowed(`to=${day(-1)}`)).to.deep.equal([a, m]);
    const { id } = (await world.db('answers').where({ response_id: ben }).first('id')) as { id: string };
    const analysed = { answer_id: id, response_id: ben, form_id: form.id, fingerprint: '', words: 2, analysed_at: '' };
    await world.db('analysed_answers').insert({ ...analysed, language: 'en', feeling: 'negative' });
    expect(await narrowed('feeling=negative&language=en')).to.deep.equal([b]);
    expect(await narrowed('feeling=positive')).to.deep.equal([]);
    expect(await narrowed('language=other')).to.deep.equal([]);
    expect(await narrowed('rating=x&form=&from=soon&kind=all&after=-1&person=%25')).to.deep.equal(
      [b, a, m].slice(0, 0),
    );
  });

  it('shows a few of each kind, then pages through one', async () => {
    for (let i = 0; i < 23; i++) await typed(`Cable ${i}`);
    const first = await page('cable');
    expect(first.match(/<h3>/g)).to.have.length(5);
    const all = await page('cable', me, '&kind=answer');
    expect(all.match(/<h3>/g)).to.have.length(20);
    const next = /href="(\/search\?[^"]*after=[^"]*)"/.exec(all)![1]!.replaceAll('&amp;', '&');
    const last = (await me.get(next)).text;
    expect(last).to.include('<mark>Cable</mark> 0').and.not.to.include('<mark>Cable</mark> 3<');
    expect(last.match(/<h3>/g)).to.have.length(3);
  });

  it('puts what fits best first, of much the same fit the newest, and says how many there are', async () => {
    const long = await typed(`${'And so we went on and on. '.repeat(20)}One cable.`);
    const [first, second] = [
      await typed('The cable, the cable, the cable'),
      await typed('The cable, the cable, the cable'),
    ];
    const answers = (...ids: string[]) => ids.map((id) => `/responses/${id}#answer-1`);
    expect(await links('cable')).to.deep.equal(answers(second, first, long));
    const last = await typed(`${'And so we went on and on. '.repeat(20)}One cable.`);
    expect(await links('cable', me, '&order=newest')).to.deep.equal(answers(last, second, first, long));
    expect((await me.get('/search?q=cable')).text).to.match(/role="status" id="told">4 results</);
    expect(await links('amara cable'), 'words of the name and of the answer').to.deep.equal([]);
    const named = await typed('Amara is a fine name', 'Ben Adeyemi');
    expect((await links('amara'))[0], 'people by their names first').to.match(/^\/responses\/\w+$/);
    expect(await links('amara')).to.include(answers(named)[0]);
  });

  it('shows each place in a long recording where it is said, the first few with their words', async () => {
    const said = Array.from({ length: 60 }, (_, i) => ({
      start: i * 10,
      end: i * 10 + 10,
      text: `${i % 10 === 3 ? 'Then the cable broke' : 'And we went on and on as one does there'}, with nothing else to tell.`,
    }));
    const { id, answerId } = await spoken(said);
    const moments = [...(await page('cable')).matchAll(/class="excerpt" href="([^"]+)"/g)].map(([, href]) => href);
    const at = (second: number) => `/responses/${id}?answer=${answerId}&amp;t=${second}&amp;play=1#answer-1`;
    expect(moments).to.deep.equal([at(30), at(130), at(230)]);
    expect(await page('cable')).to.include('and 3 more in this recording');
    expect(await page('cable broke'), 'where most of it is said together').to.include('and 3 more');
    expect(await page('nothing cable')).to.include('and 3 more');
  });

  it('narrows down by the score that a respondent gave, stars counting double', async () => {
    const scored = async (kind: 'score' | 'stars', number: number, name: string) => {
      const id = await typed('A cable', name);
      const answer = { id: `score-${name}`, response_id: id, question_id: 'q', kind, number, updated_at: '' };
      await world.db('answers').insert(answer);
      return `/responses/${id}#answer-1`;
    };
    const [low, high, stars] = [
      await scored('score', 2, 'Low'),
      await scored('score', 9, 'High'),
      await scored('stars', 5, 'Star'),
    ];
    expect(await links('cable', me, '&scoreFrom=9')).to.deep.equal([stars, high]);
    expect(await links('cable', me, '&scoreTo=6')).to.deep.equal([low]);
    expect(await links('cable', me, '&scoreFrom=9&scoreTo=9')).to.deep.equal([high]);
    expect(await links('cable', me, '&scoreFrom=eleven&scoreTo=')).to.have.length(3);
  });

  it('offers what is near to a misspelling, of what they may see alone', async () => {
    const elsewhere = await make.form(world, { title: 'Drivers', questions: [make.textQuestion()] });
    await typed('The switchboard engineer was late', 'Ben Adeyemi', elsewhere);
    await typed('The cable was delivered', 'Carla Stone');
    const meant = async (q: string, visitor = me, more = '') =>
      /Did you mean <a href="[^"]+">([^<]+)</.exec(await page(q, visitor, more))?.[1];
    expect(await meant('swichboard')).to.equal('switchboard');
    expect(await meant('engeneer')).to.equal('engineer');
    expect(await meant('late engineir ')).to.equal('late engineer');
    expect(await meant('deliverd')).to.equal('delivered');
    expect(await meant('delivred cabel ')).to.equal('delivered cable');
    expect(await meant('wsitchboard'), 'two letters swapped').to.equal('switchboard');
    expect(await meant('zebra'), 'nothing is near').to.equal(undefined);
    expect(await meant('swichboard cabel '), 'no answer has both').to.equal(undefined);
    expect(await meant('swichboard', me, `&form=${form.id}`)).to.equal(undefined);
    const { visitor } = await reviewer(form);
    expect(await meant('swichboard', visitor), 'in a form that was not given').to.equal(undefined);
    expect(await meant('cabel ', visitor)).to.equal('cable');
    await hideFromReviewers(world, ruth, form.id, 'both');
    expect(await meant('carlo', visitor), 'a name that is hidden').to.equal(undefined);
    expect(await meant('carlo')).to.equal('carla');
  });

  it('looks for at most three words that may be misspelt, and at so many others', async () => {
    await typed('The pump stood still, the valve leaked, the cable broke and the motor burned.');
    const asked: string[] = [];
    world.db.on('query', ({ sql }: { sql: string }) => sql.includes('search_terms') && asked.push(sql));
    expect(await page('pumpe valvo cablo')).to.include('Did you mean');
    expect(asked).to.have.length.within(3, 6);
    expect(asked.every((sql) => sql.includes('limit'))).to.equal(true);
    expect(await page('pumpe valvo cablo motur '.repeat(4))).to.not.include('Did you mean');
    expect(asked).to.have.length.at.most(12);
  });

  it('finds words of other languages, with or without accents, and where words have no spaces between them', async () => {
    const texts = [
      'Überraschung in der Straße, Müller',
      'Un café très naïf',
      'Я ремонтирую насосы',
      'Επισκευάζω ΑΝΤΛΊΕΣ',
      'tiếng Việt',
      'مضخة المياه',
      '펌프를 고쳤습니다',
    ];
    const ids: string[] = [];
    for (const text of texts) ids.push(await typed(text));
    const found = async (q: string) =>
      (await links(q)).map((link) => texts[ids.indexOf(/\/(\w+)#/.exec(link)?.[1] ?? '')]);
    const words = [
      'uberraschung',
      'muller',
      'STRASSE ',
      'cafe',
      'naif',
      'НАСОСЫ',
      'αντλίες',
      'tieng viet',
      'المياه',
      '펌프 ',
    ];
    for (const word of words) expect(await found(word), word).to.have.length(1);
    const { id, answerId } = await spoken([
      { start: 0, end: 4, text: 'おはようございます。' },
      { start: 4, end: 9, text: '私は東京でポンプを修理しています。' },
    ]);
    const said = `/responses/${id}?answer=${answerId}&t=4&play=1#answer-1`;
    for (const word of ['ポンプ', '修理', '東京 ポンプ', '"東京でポンプ"'])
      expect(await links(word), word).to.deep.equal([said]);
    expect(await page('修理')).to.include('ポンプを<mark>修理</mark>して');
    for (const word of ['大阪', 'ポンプ -東京', 'ポンプ cable']) expect(await links(word), word).to.deep.equal([]);
    await typed('ผมซ่อมปั๊มน้ำ iPhone', 'Somchai');
    expect(await links('ปั๊ม')).to.have.length(1);
    expect(await links('ปั๊ม iphone')).to.have.length(1);
    const { visitor } = await reviewer();
    expect(await links('ポンプ', visitor)).to.deep.equal([]);
  });

  it('answers whatever is typed', async () => {
    await spoken();
    const written = await typed('東京-大阪 [新幹線] (速い) 価格^2 $100|円 \\. *?+ {1,2} /終');
    for (const odd of ['東京-大阪', '[新幹線]', '(速い)', '価格^2', '円', '/終'])
      expect(await links(odd), odd).to.deep.equal([`/responses/${written}#answer-1`]);
    for (const odd of [
      '"',
      '""',
      '-',
      '*',
      'AND',
      'NOT',
      '"cable',
      'cable"',
      '(',
      'NEAR(a b)',
      'title:x',
      `'; DROP`,
      '😀',
      '\u0000',
      '́',
      'a'.repeat(5000),
      'हिन्दी',
      '^cable',
      'é*',
      '½',
      'x '.repeat(300),
    ])
      await page(odd);
    expect((await me.get('/search?q=a&q=b&kind[]=1')).status).to.equal(200);
    expect((await me.get('/search')).text).to.include('Search everything');
    expect((await me.get('/search?q=-cable')).text).to.include('beside those to leave out');
  });

  it('finds what there was before there was a search, and forgets it when it goes', async () => {
    const { id } = await spoken();
    await addNote(world, ruth, id, { text: 'That cable', answerId: null, atSeconds: null });
    await begun(world, form, { kind: 'text', text: 'A cable, not yet sent' });
    await comment((await makeMessage(world, ruth, { segments })).message, 'Which cable?');
    const before = await world.db('search_documents').orderBy('id');
    const found = await links('cable');
    expect(found).to.have.length(4);
    const migrations = [
      await import('../../migrations/20261127_1000_create_search_index.ts'),
      await import('../../migrations/20261127_1610_index_unspaced_documents.ts'),
      await import('../../migrations/20261127_1620_list_search_terms.ts'),
    ];
    for (const { down } of migrations.toReversed()) await down(world.db);
    for (const { up } of migrations) await up(world.db);
    expect(await world.db('search_documents').orderBy('id')).to.deep.equal(before);
    expect(await links('cable')).to.deep.equal(found);
  });

  it('finds the moment in an answer of 5,000 words, and nothing in one that is empty', async () => {
    const long = Array.from({ length: 500 }, (_, i) => ({
      start: i * 4,
      end: i * 4 + 4,
      text: i === 493 ? 'Überraschung 😀: that damn cable was 5,000 km long.' : 'And so we went on and on and on then.',
    }));
    const { id, answerId } = await spoken(long);
    await spoken([], 'Ben Adeyemi');
    for (const words of ['uberraschung', 'damn cable', '"5,000 km"'])
      expect(await links(words), words).to.deep.equal([`/responses/${id}?answer=${answerId}&t=1972&play=1#answer-1`]);
  });

  it('keeps nothing of what was erased, not in its index either', async () => {
    const marker = 'quetzalcoatlus';
    const said = [{ start: 0, end: 1, text: `A ${marker}.` }];
    const { id } = await spoken(said, `Amara ${marker}`);
    await addNote(world, ruth, id, { text: marker, answerId: null, atSeconds: null });
    const { message } = await makeMessage(world, ruth, { title: marker, segments: said });
    await comment(message, `Such a ${marker}`);
    expect(await links(marker)).to.have.length(5);
    expect(filesWith(marker.slice(0, 9), world.config.storageDir)).not.to.be.empty;
    await eraseResponse(world, id, { actorId: null, because: 'member' });
    await eraseMessage(world, message.id, { actorId: null, because: 'member' });
    expect(await links(marker)).to.deep.equal([]);
    expect(await world.db('search_documents').pluck('kind')).to.deep.equal(['form']);
    expect(filesWith(marker.slice(0, 9), world.config.storageDir)).to.deep.equal([]);
    await world.db.raw(`INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)`);
  });

  it('asks the index of words first, and never reads everything', async () => {
    await spoken();
    const { visitor } = await reviewer(form);
    for (const asks of [me, visitor]) {
      const plans = await plansOf(world, () => asks.get('/search?q=cable&from=2026-01-01&person=a'));
      const lists = plans.filter((plan) => plan.includes('from `search_index`'));
      expect(lists).to.have.length.at.least(3);
      for (const plan of lists) {
        // The few that are put into order, or the places that are asked for, come after the words.
        const steps = plan
          .slice(plan.lastIndexOf(plan.startsWith('with') ? ': MATERIALIZE' : ': SCAN') + 2)
          .split(', ');
        const [first = '', ...others] = steps.filter(
          (step) => !/^MATERIALIZE c$|^SCAN c$|SUBQUERY|json_each/.test(step),
        );
        expect(first, plan).to.match(/^SCAN search_index VIRTUAL TABLE INDEX \d+:.*M4/);
        expect(others.join(), plan).not.to.match(plan.startsWith('with') ? /SCAN/ : /SCAN|TEMP B-TREE/);
      }
    }
  });
});

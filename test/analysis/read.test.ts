import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { readResponse } from '../../src/analysis/read.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { correctAnswer } from '../../src/responses/correction.ts';
import { feltAt, languageName, readingsOf } from '../../src/responses/reading.ts';
import { transcribed } from '../../src/transcripts/transcribe.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import * as make from '../support/make.ts';
import { begun, submission } from '../support/submission.ts';
import { makeMember, signedIn } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const praise = 'The staff were wonderful and kind to me. I loved every single minute of it.';

describe('an answer is read as soon as it has come', () => {
  let world: World;
  let form: Awaited<ReturnType<typeof make.form>>;
  after(endEngines);

  beforeEach(async () => {
    world = await makeWorld();
    createApp(world);
    form = await make.form(world, { questions: [make.textQuestion()] });
  });

  const readings = (responseId: string) => readingsOf.run(world, responseId);
  const answerOf = async (responseId: string) => {
    const { id }: { id: string } = await world.db('answers').where({ response_id: responseId }).first('id');
    return id;
  };

  it('without anybody asking for themes: its language, its feelings and what it speaks of', async () => {
    const id = await submission(world, form, 'Amara Osei', { kind: 'text', text: praise });
    expect((await readings(id)).isBeingRead).to.equal(true);
    await drainJobs(world, [readResponse]);
    const { answers, isBeingRead } = await readings(id);
    expect(isBeingRead).to.equal(false);
    const reading = answers.get(await answerOf(id))!;
    expect(reading).to.include({ language: 'en', words: 15, wordsPerMinute: null });
    expect(languageName(reading)).to.equal('English');
    expect(reading.felt?.feeling).to.equal('positive');
    expect(reading.felt?.sentiment).to.be.within(0.3, 1);
    expect(reading.sentences.map(({ text }) => text)).to.deep.equal([
      'The staff were wonderful and kind to me.',
      'I loved every single minute of it.',
    ]);
    expect(reading.keyPhrases.join()).to.contain('staff');
  });

  it('when its transcript is ready, with the pace, and again when that is put right', async () => {
    const { id, clipId } = await spoken('The staff were awful.');
    await drainJobs(world, [readResponse]);
    await world.db.transaction((trx) => transcribed.run(trx, clipId));
    await drainJobs(world, [readResponse]);
    const before = (await readings(id)).answers.get(await answerOf(id))!;
    expect(before).to.include({ wordsPerMinute: 60, talkSeconds: 4, silentSeconds: 2 });
    expect(feltAt(before, { start: 1, end: 3 })?.feeling).to.equal('negative');
    expect(feltAt(before, { start: 30, end: 31 })).to.equal(undefined);
    const member = await makeMember(world);
    await correctAnswer(
      world,
      member,
      { id, formId: form.id },
      { clipId, position: 0, text: 'The staff were lovely.' },
    );
    await drainJobs(world, [readResponse]);
    expect((await readings(id)).answers.get(await answerOf(id))!.felt?.feeling).to.equal('positive');
  });

  it('once, however often it is asked for, and not before it is submitted', async () => {
    const run = await begun(world, form, { kind: 'text', text: praise });
    await readResponse.now(world, { responseId: run.response.id });
    expect((await readings(run.response.id)).answers.size).to.equal(0);
    const { id } = await spoken('The staff were awful.');
    await world.db('jobs').delete();
    const visitor = await signedIn(world, createApp(world));
    const path = `/answers/${await answerOf(id)}/reading`;
    for (let i = 0; i < 2; i++) expect(await visitor.post(path)).to.include({ status: 303 });
    expect(await world.db('jobs').where({ name: 'analysis.read' })).to.have.length(1);
    expect((await visitor.get(path)).text).to.contain('Reading what was said');
  });

  it('and its page says what is known, or that another language is not read', async () => {
    const id = await submission(world, form, 'Amara Osei', { kind: 'text', text: praise });
    const german = { kind: 'text', text: 'Das Paket kam leider viel zu spät bei uns an.' } as const;
    const other = await submission(world, form, 'Jonas Brand', german);
    await drainJobs(world, [readResponse]);
    const visitor = await signedIn(world, createApp(world));
    const { text } = await visitor.get(`/responses/${id}`);
    expect(text)
      .to.match(/English · 15 words/)
      .and.match(/Positive<\/span> <span class="num">\+0\.\d\d between/);
    expect(text).to.contain('Sentence by sentence');
    const page = (await visitor.get(`/responses/${other}`)).text;
    expect(page).to.contain('Not a language that the engine reads').and.not.contain('Sentence by sentence');
  });

  async function spoken(text: string) {
    const id = await submission(world, form);
    const clipId = newId();
    const createdAt = timestamp(world.clock);
    const fields = { owner_kind: 'take', owner_id: newId(), kind: 'video', state: 'ready', max_bytes: 1000 };
    const measured = { seconds: 6, silent_seconds: 2, created_at: createdAt };
    await world.db('clips').insert({ id: clipId, ...fields, ...measured });
    await world.db('answers').where({ response_id: id }).update({ kind: 'video', clip_id: clipId, text: null });
    await replaceTranscript(world.db, {
      clipId,
      engine: 'a person',
      segments: [{ start: 1, end: 5, text }],
      createdAt,
    });
    return { id, clipId };
  }
});

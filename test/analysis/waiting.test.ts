import { expect } from 'chai';
import { createAcross } from '../../src/analysis/across.ts';
import { findAnalysis } from '../../src/analysis/analysis.store.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { countByTheme } from '../../src/analysis/overview.store.ts';
import { listQuotes } from '../../src/analysis/quote.store.ts';
import { runAnalysis } from '../../src/analysis/run.ts';
import { describeTheme, mergeThemes, moveQuote } from '../../src/analysis/theme.ts';
import { listThemes, type Theme } from '../../src/analysis/theme.store.ts';
import { readWaiting } from '../../src/analysis/waiting.ts';
import { countWaiting } from '../../src/analysis/waiting.store.ts';
import { createApp } from '../../src/app.ts';
import { eraseClips } from '../../src/media/erase.ts';
import { findJob } from '../../src/platform/jobs/queue.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { analyse, answered, answerMore, feedback60 } from '../support/answers.ts';
import { spokenAnswer } from '../support/spoken.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const about = (theme: string, from: number, to: number) =>
  feedback60()
    .filter((answer) => answer.theme === theme)
    .slice(from, to)
    .map(({ t }) => t);

describe('new answers are read by themselves', () => {
  let world: World;
  let form: Awaited<ReturnType<typeof answered>>;
  after(endEngines);

  beforeEach(async () => {
    world = await makeWorld();
    form = await answered(world, [...about('delivery', 0, 8), ...about('app', 0, 8)]);
  });

  const job = (id = form.id) => findJob(world.db, runAnalysis.name, id);
  const minutesLater = async (minutes: number) => {
    world.clock.forward(60 * minutes);
    await readWaiting(world);
  };
  const others = (except: string) => world.db('jobs').whereNot({ name: except }).delete();
  const placed = async (id: string) =>
    (await countByTheme(world.db, id)).reduce((sum, { sentences }) => sum + sentences, 0);

  it('once the form has been analysed, and a few minutes have been quiet; the page says what waits', async () => {
    const visitor = new Visitor(createApp(world));
    await visitor.signIn(await makeMember(world));
    await analyse(world, form.id);
    expect((await visitor.get(`/forms/${form.id}/themes`)).text).to.contain('Nothing new waits.');
    await answerMore(world, form, [...about('delivery', 8, 10), about('app', 8, 9)[0]!]);
    await others(runAnalysis.name);
    const { text } = await visitor.get(`/forms/${form.id}/themes`);
    expect(text)
      .to.match(/Read up to \d+ \w+ \d{4}/)
      .and.contain('3 new answers wait');
    await readWaiting(world);
    expect((await job())?.state, 'somebody may be answering yet').to.equal('done');
    await minutesLater(3);
    expect(await job()).to.include({ state: 'queued', long: 1 });
    await drainJobs(world, [runAnalysis]);
    expect((await findAnalysis(world.db, form.id))?.outcome).to.include({ answers: 19 });
    expect((await findAnalysis(world.db, form.id))?.outcome?.joined).to.be.within(2, 3);
    expect(await countWaiting(world.db, form.id)).to.equal(0);
    const { id } = (await job())!;
    await minutesLater(15);
    expect((await job())?.id, 'nothing is new').to.equal(id);
  });

  it('but not before somebody has asked for themes', async () => {
    await others(runAnalysis.name);
    await minutesLater(60);
    expect(await job()).to.equal(undefined);
  });

  it('also what was said, once its transcript is there, and what was corrected in it', async () => {
    await analyse(world, form.id);
    const { clipId } = await spokenAnswer(world, form, []);
    await world.db('transcripts').where({ clip_id: clipId }).delete();
    await world.db('waiting_answers').delete();
    const segments = [{ start: 0, end: 3, text: 'The courier left my parcel in the rain.' }];
    await replaceTranscript(world.db, { clipId, engine: 'a person', segments, createdAt: timestamp(world.clock) });
    expect(await countWaiting(world.db, form.id)).to.equal(1);
    await analyse(world, form.id);
    expect(await countWaiting(world.db, form.id)).to.equal(0);
    await world.db('transcripts').where({ clip_id: clipId }).update({ text: 'The courier left my parcel in the sun.' });
    expect(await countWaiting(world.db, form.id)).to.equal(1);
  });

  it('after what people wait for: recordings, transcripts and mails', async () => {
    await analyse(world, form.id);
    const { id } = (await job())!;
    await answerMore(world, form, about('delivery', 8, 10));
    await others(runAnalysis.name);
    await eraseClips.later(world.db, { clipIds: [] });
    await minutesLater(5);
    expect((await job())?.id).to.equal(id);
    await drainJobs(world, [eraseClips]);
    await readWaiting(world);
    expect((await job())?.id).not.to.equal(id);
  });

  it('one analysis after the other, and what failed is not tried again and again', async () => {
    const chosen = { name: 'Both', formIds: [form.id], fromDay: null, untilDay: null };
    const across = await createAcross(world, await makeMember(world), chosen);
    await analyse(world, form.id);
    await answerMore(world, form, about('delivery', 8, 10));
    await others(runAnalysis.name);
    await minutesLater(3);
    await readWaiting(world);
    const states = [await job(), await job(across)].map((one) => one?.state);
    expect(states).to.have.members(['queued', 'done']);
    await drainJobs(world, [runAnalysis]);
    await readWaiting(world);
    expect([await job(), await job(across)].map((one) => one?.state)).to.have.members(['queued', 'done']);
    await drainJobs(world, [runAnalysis]);
    for (const id of [form.id, across]) expect(await countWaiting(world.db, id)).to.equal(0);

    await answerMore(world, form, about('app', 8, 9));
    await others(runAnalysis.name);
    const failed = { state: 'failed', finished_at: '2999-01-01T00:00:00.000Z' };
    await world.db('jobs').where({ name: runAnalysis.name }).update(failed);
    await minutesLater(3);
    expect((await job())?.state).to.equal('failed');
  });

  it('and two runs at the same time leave no sentence without a place', async () => {
    const chosen = { name: 'Both', formIds: [form.id], fromDay: null, untilDay: null };
    const across = await createAcross(world, await makeMember(world), chosen);
    await Promise.all([form.id, across].map((id) => runAnalysis.now(world, { analysisId: id, anew: false })));
    const sentences = await world.db('sentences').whereNotNull('vector').count({ n: '*' });
    for (const id of [form.id, across]) expect(await placed(id)).to.equal(sentences[0]!.n);
  });

  it('while somebody edits, who finds it all as they left it', async () => {
    const member = await makeMember(world);
    await analyse(world, form.id);
    const named = async (name: string): Promise<Theme> =>
      (await listThemes(world.db, form.id)).find((theme) => theme.name.includes(name))!;
    const [delivery, app] = [await named('Delivery'), await named('app')];
    const id = await describeTheme(world, form.id, { name: 'Rain', description: 'It was left outside in the rain.' });
    await drainJobs(world, [runAnalysis]);
    await answerMore(world, form, about('delivery', 8, 10));
    const running = runAnalysis.now(world, { analysisId: form.id, anew: true });
    const [quote] = await listQuotes(world.db, form.id, delivery.id, { limit: 1 });
    await moveQuote(world, member, quote!.id, await named('Rain'));
    await mergeThemes(world.db, delivery, app);
    await running;
    expect((await listThemes(world.db, form.id)).map((theme) => theme.id)).to.include.members([delivery.id, id]);
    const there = async (themeId: string) =>
      (await listQuotes(world.db, form.id, themeId, { limit: 200 })).map(({ text }) => text);
    expect(await there(id)).to.include(quote!.text);
    // All that was about the app is where it was merged into.
    expect(await there(delivery.id)).to.include.members(
      about('app', 0, 1)[0]!
        .match(/[^.]+\./g)!
        .map((s) => s.trim())
        .slice(0, 1),
    );
    expect((await job())?.state, 'what was taught meanwhile is learnt by another run').to.equal('queued');
  });
});

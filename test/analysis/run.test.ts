import { expect } from 'chai';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { findAnalysis } from '../../src/analysis/analysis.store.ts';
import { countByTheme, countPeople, listQuotes, listThemedAnswers } from '../../src/analysis/overview.store.ts';
import { runAnalysis, startAnalysis } from '../../src/analysis/run.ts';
import { listThemes } from '../../src/analysis/theme.store.ts';
import { findJob } from '../../src/platform/jobs/queue.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import { analyse, answered, answerMore, feedback60 } from '../support/answers.ts';
import { makeWorld, type World } from '../support/world.ts';

const about = (...themes: string[]) =>
  feedback60()
    .filter(({ theme }) => themes.includes(theme))
    .map(({ t }) => t);

describe('finding themes in answers', () => {
  after(endEngines);

  it('puts what is alike together, gives it a name, and says how many people speak of it', async () => {
    const world = await makeWorld();
    const form = await answered(world, about('delivery', 'app'));
    await analyse(world, form.id);
    const names = (await listThemes(world.db, form.id)).map(({ name }) => name);
    expect(names).to.include.members(['Delivery', 'Software and app']);
    expect(await countPeople(world.db, form.id)).to.equal(20);
    const delivery = await themeNamed(world, form.id, 'Delivery');
    const count = (await countByTheme(world.db, form.id)).find(({ themeId }) => themeId === delivery.id)!;
    expect(count.people).to.be.within(7, 13);
    expect(count.positive + count.neutral + count.negative).to.equal(count.sentences);
    const [quote] = await listQuotes(world.db, form.id, delivery.id, { limit: 3 });
    expect(about('delivery').join(' ')).to.contain(quote!.text);
  });

  it('twice the same answers have the same themes', async () => {
    const world = await makeWorld();
    const texts = about('delivery', 'pricing', 'quality');
    const [one, other] = [await answered(world, texts), await answered(world, texts)];
    for (const form of [one, other]) await analyse(world, form.id);
    const shown = async (formId: string) =>
      (await listThemedAnswers(world.db, formId, '', 100)).map(({ theme, themeShare }) => `${theme} ${themeShare}`);
    expect(await shown(one.id)).to.deep.equal(await shown(other.id));
  });

  it('new answers join the themes that there are, and a run says what it changed', async () => {
    const world = await makeWorld();
    const texts = about('delivery', 'app');
    const form = await answered(
      world,
      texts.filter((_, i) => i % 10 < 7),
    );
    await analyse(world, form.id);
    const before = await listThemes(world.db, form.id);
    await answerMore(
      world,
      form,
      texts.filter((_, i) => i % 10 >= 7),
    );
    await analyse(world, form.id);
    expect((await listThemes(world.db, form.id)).map(({ id, name }) => [id, name])).to.deep.equal(
      before.map(({ id, name }) => [id, name]),
    );
    const outcome = (await findAnalysis(world.db, form.id))?.outcome;
    expect(outcome).to.include({ answers: 20, readable: 20 });
    expect(outcome?.joined).to.be.within(4, 6);
    expect(outcome?.fresh).to.deep.equal([]);
  });

  it('what a person touched stays when themes are looked for anew', async () => {
    const world = await makeWorld();
    const form = await answered(world, about('delivery', 'app', 'quality'));
    await analyse(world, form.id);
    const theme = await themeNamed(world, form.id, 'Delivery');
    await world.db('themes').where({ id: theme.id }).update({ name: 'The courier', is_named: true, is_kept: true });
    await analyse(world, form.id, true);
    const [kept] = (await listThemes(world.db, form.id)).filter(({ id }) => id === theme.id);
    expect(kept).to.include({ name: 'The courier', isKept: true });
    const count = (await countByTheme(world.db, form.id)).find(({ themeId }) => themeId === theme.id);
    expect(count?.people).to.be.greaterThan(5);
  });

  it('started twice, it runs once', async () => {
    const world = await makeWorld();
    const form = await answered(world, about('delivery'));
    expect(await startAnalysis(world.db, { analysisId: form.id, anew: false })).to.equal(true);
    expect(await startAnalysis(world.db, { analysisId: form.id, anew: true })).to.equal(false);
    await drainJobs(world, [runAnalysis]);
    expect((await findJob(world.db, runAnalysis.name, form.id))?.state).to.equal('done');
    expect(await startAnalysis(world.db, { analysisId: form.id, anew: true })).to.equal(true);
  });

  it('an erased answer is in no theme any more, at once', async () => {
    const world = await makeWorld();
    const form = await answered(world, about('delivery', 'app'));
    await analyse(world, form.id);
    const theme = await themeNamed(world, form.id, 'Delivery');
    const [quote] = await listQuotes(world.db, form.id, theme.id, { limit: 1 });
    await eraseResponse(world, quote!.responseId, { actorId: null, because: 'respondent' });
    const left = await listQuotes(world.db, form.id, theme.id, { limit: 50 });
    expect(left.map(({ responseId }) => responseId)).not.to.include(quote!.responseId);
    await analyse(world, form.id);
    expect((await findAnalysis(world.db, form.id))?.outcome).to.include({ answers: 19 });
  });

  it('what only one person said gets into no name, however often', async () => {
    const world = await makeWorld();
    const texts = about('delivery', 'app');
    const odd = 'The zanzibarquux courier lost the zanzibarquux parcel. The zanzibarquux courier was late again.';
    const form = await answered(world, [...texts, odd]);
    await analyse(world, form.id);
    const said = (await listThemes(world.db, form.id)).flatMap(({ name, phrases }) => [name, ...phrases]).join(' ');
    expect(said).not.to.contain('zanzibarquux');
  });

  for (const [what, texts, themes] of badInput()) {
    it(`copes with ${what}`, async () => {
      const world = await makeWorld();
      const form = await answered(world, texts);
      await analyse(world, form.id);
      expect((await findJob(world.db, runAnalysis.name, form.id))?.error ?? '').to.equal('');
      expect((await listThemes(world.db, form.id)).length, 'themes').to.be.within(...themes);
    });
  }
});

function badInput(): [what: string, texts: string[], themes: [number, number]][] {
  return [
    ['no answer at all', [], [0, 0]],
    ['one answer', ['The courier was kind.'], [0, 0]],
    ['answers that are all the same', Array.from({ length: 12 }, () => 'It was fine.'), [1, 1]],
    [
      'answers in another language',
      ['Das Paket kam leider viel zu spät bei uns an.', 'Der Preis ist mir viel zu hoch gewesen.'],
      [0, 0],
    ],
    [
      'five thousand words in one answer',
      ['we waited and waited for the parcel '.repeat(715).slice(0, 9999), ...about('app')],
      [1, 12],
    ],
    [
      'emoji, profanity and signs',
      ['😍😍😍', '👍', '!!!', '...', 'This is fucking brilliant', 'bloody awful shit', '1 2 3', '<b>&amp;'],
      [0, 3],
    ],
  ];
}

async function themeNamed(world: World, formId: string, name: string) {
  const themes = await listThemes(world.db, formId);
  const theme = themes.find((theme) => theme.name === name);
  if (!theme) throw new Error(`No theme is called ${name}: ${themes.map((one) => one.name).join(', ')}`);
  return theme;
}

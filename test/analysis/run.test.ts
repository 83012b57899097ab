import { expect } from 'chai';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { findAnalysis } from '../../src/analysis/analysis.store.ts';
import { countByTheme, countPeople, listThemedAnswers } from '../../src/analysis/overview.store.ts';
import { listQuotes } from '../../src/analysis/quote.store.ts';
import { createApp } from '../../src/app.ts';
import { runAnalysis, startAnalysis } from '../../src/analysis/run.ts';
import { listThemes } from '../../src/analysis/theme.store.ts';
import { findJob } from '../../src/platform/jobs/queue.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import { analyse, answered, answerMore, feedback60 } from '../support/answers.ts';
import { spokenAnswer } from '../support/spoken.ts';
import { signedIn } from '../support/visitor.ts';
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

  for (const { what, texts, themes, words } of badInput()) {
    it(`copes with ${what}, and says so`, async () => {
      const world = await makeWorld();
      const form = await answered(world, texts);
      await analyse(world, form.id);
      expect((await findJob(world.db, runAnalysis.name, form.id))?.error ?? '').to.equal('');
      expect((await listThemes(world.db, form.id)).length, 'themes').to.be.within(...themes);
      const visitor = await signedIn(world, createApp(world));
      const { text } = await visitor.get(`/forms/${form.id}/themes`);
      for (const part of words) expect(text).to.match(part);
    });
  }

  it('copes with empty transcripts, and says so', async () => {
    const world = await makeWorld();
    const form = await answered(world, about('app'));
    for (let i = 0; i < 3; i++) await spokenAnswer(world, form, []);
    await analyse(world, form.id);
    expect((await findJob(world.db, runAnalysis.name, form.id))?.error ?? '').to.equal('');
    expect((await findAnalysis(world.db, form.id))?.outcome).to.include({ silent: 3, readable: 10 });
    const visitor = await signedIn(world, createApp(world));
    const { text } = await visitor.get(`/forms/${form.id}/themes`);
    expect(text).to.contain('In 3 answers nothing was said or written.').and.not.contain('not in English');
  });
});

interface BadInput {
  what: string;
  texts: string[];
  /** From how many to how many are found. */
  themes: [number, number];
  /** What the page says. */
  words: RegExp[];
}

function badInput(): BadInput[] {
  const tooLittle = /There is no theme yet: at least two people have to say something alike\./;
  return [
    { what: 'no answer at all', texts: [], themes: [0, 0], words: [/Nobody has answered yet/] },
    {
      what: 'one answer',
      texts: ['The courier was kind.'],
      themes: [0, 0],
      words: [/1 person of this form/, tooLittle],
    },
    {
      what: 'answers that are all the same',
      texts: Array.from({ length: 12 }, () => 'It was fine.'),
      themes: [1, 1],
      words: [/12 of 12 people/],
    },
    {
      what: 'answers in another language',
      texts: ['Das Paket kam leider viel zu spät bei uns an.', 'Der Preis ist mir viel zu hoch gewesen.'],
      themes: [0, 0],
      words: [/2 answers look as if not in English, which is all that the model in use reads\./],
    },
    {
      what: 'five thousand words in one answer',
      texts: ['we waited and waited for the parcel '.repeat(715).slice(0, 9999), ...about('app')],
      themes: [1, 12],
      words: [/11 people of this form/, /\d+ of 11 people/],
    },
    {
      what: 'emoji, profanity and signs',
      texts: ['😍😍😍', '👍', '!!!', '...', 'This is fucking brilliant', 'bloody awful shit', '1 2 3', '<b>&amp;'],
      themes: [0, 3],
      words: [/8 people of this form/],
    },
  ];
}

async function themeNamed(world: World, formId: string, name: string) {
  const themes = await listThemes(world.db, formId);
  const theme = themes.find((theme) => theme.name === name);
  if (!theme) throw new Error(`No theme is called ${name}: ${themes.map((one) => one.name).join(', ')}`);
  return theme;
}

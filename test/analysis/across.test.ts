import { expect } from 'chai';
import type { Member } from '../../src/accounts/member.ts';
import { createApp } from '../../src/app.ts';
import { changeAcross, createAcross, getAcross } from '../../src/analysis/across.ts';
import { findAnalysis } from '../../src/analysis/analysis.store.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { countByTheme, countPeople, listThemedAnswers } from '../../src/analysis/overview.store.ts';
import { listQuotes } from '../../src/analysis/quote.store.ts';
import { runAnalysis } from '../../src/analysis/run.ts';
import { sharesByTheme } from '../../src/analysis/shares.ts';
import { moveQuote } from '../../src/analysis/theme.ts';
import { listThemes } from '../../src/analysis/theme.store.ts';
import { deleteForm } from '../../src/forms/deletion.ts';
import { findJob } from '../../src/platform/jobs/queue.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { analyse, answered, feedback60 } from '../support/answers.ts';
import { submission } from '../support/submission.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const about = (theme: string, from = 0, to = 10) =>
  feedback60()
    .filter((answer) => answer.theme === theme)
    .slice(from, to)
    .map(({ t }) => t);

describe('themes across forms', () => {
  let world: World;
  let member: Member;
  let shop: Awaited<ReturnType<typeof answered>>;
  let app: typeof shop;
  after(endEngines);

  beforeEach(async () => {
    world = await makeWorld();
    member = await makeMember(world);
    shop = await answered(world, [...about('delivery', 0, 8), ...about('pricing', 0, 4)]);
    app = await answered(world, [...about('app', 0, 8), ...about('delivery', 8, 10)]);
  });

  const create = async (change: Partial<Parameters<typeof createAcross>[2]> = {}) => {
    const chosen = { name: 'Everywhere', formIds: [shop.id, app.id], fromDay: null, untilDay: null, ...change };
    const id = await createAcross(world, member, chosen);
    await drainJobs(world, [runAnalysis]);
    expect((await findJob(world.db, runAnalysis.name, id))?.error ?? null).to.equal(null);
    return id;
  };
  const named = async (analysisId: string, name: string) =>
    (await listThemes(world.db, analysisId)).find((theme) => theme.name.includes(name))!;

  it('are found in the answers to all of them, and say how many people of each form speak of it', async () => {
    const id = await create();
    expect(await countPeople(world.db, id)).to.equal(22);
    const delivery = await named(id, 'Delivery');
    const quotes = await listQuotes(world.db, id, delivery.id, { limit: 100 });
    expect(new Set(quotes.map(({ formTitle }) => formTitle))).to.have.keys(shop.draft.title, app.draft.title);
    const shares = (await sharesByTheme(world.db, await getAcross(world.db, id))).get(delivery.id)!;
    expect(shares.map(({ formId, of }) => [formId, of])).to.deep.equal([
      [shop.id, 12],
      [app.id, 10],
    ]);
    const count = (await countByTheme(world.db, id)).find(({ themeId }) => themeId === delivery.id);
    expect(shares.reduce((sum, { people }) => sum + people, 0)).to.equal(count?.people);
    expect(await listThemedAnswers(world.db, id, '', 100)).to.have.length(22);
  });

  it('leave each form’s own themes alone, also when something is taught', async () => {
    await analyse(world, shop.id);
    const shown = () => listQuotes(world.db, shop.id, null, { limit: 100 });
    const own = async () => [await listThemes(world.db, shop.id), await countByTheme(world.db, shop.id), await shown()];
    const before = await own();
    const id = await create();
    const [from, to] = [await named(id, 'Delivery'), await named(id, 'app')];
    const [quote] = await listQuotes(world.db, id, from.id, { limit: 1 });
    await moveQuote(world, member, quote!.id, to);
    await drainJobs(world, [runAnalysis]);
    const moved = (await listQuotes(world.db, id, to.id, { limit: 100 })).find(({ text }) => text === quote!.text);
    expect(moved).to.include({ byHand: 'moved' });
    expect(await own()).to.deep.equal(before);
  });

  it('are of a period where somebody chooses one, and of other forms once they are changed', async () => {
    await world.db('responses').where({ form_id: app.id }).update({ submitted_at: '2026-03-31T23:59:59.000Z' });
    const id = await create({ fromDay: '2026-03-01', untilDay: '2026-03-31' });
    expect(await countPeople(world.db, id)).to.equal(10);
    await changeAcross(world.db, await getAcross(world.db, id), {
      name: 'The shop',
      formIds: [shop.id],
      fromDay: null,
      untilDay: null,
    });
    await drainJobs(world, [runAnalysis]);
    expect(await countPeople(world.db, id)).to.equal(12);
    const sentences = (await countByTheme(world.db, id)).reduce((sum, count) => sum + count.sentences, 0);
    expect(sentences).to.equal((await findAnalysis(world.db, id))?.outcome?.sentences);
  });

  it('count who answered two forms once, and what only they said gets into no name', async () => {
    const odd = 'The zanzibarquux courier lost the zanzibarquux parcel.';
    for (const form of [shop, app]) await submission(world, form, 'Odd One', { kind: 'text', text: odd });
    const id = await create();
    expect(await countPeople(world.db, id)).to.equal(23);
    const said = (await listThemes(world.db, id)).flatMap(({ name, phrases }) => [name, ...phrases]).join(' ');
    expect(said).not.to.contain('zanzibarquux');
  });

  it('go on without a form that is deleted', async () => {
    const id = await create();
    createApp(world);
    await deleteForm(world, app.id);
    expect((await getAcross(world.db, id)).forms.map(({ id: formId }) => formId)).to.deep.equal([shop.id]);
    await analyse(world, id);
    expect((await findAnalysis(world.db, id))?.outcome).to.include({ answers: 12 });
  });

  it('are shown with the form of each quote, saved with it, and deleted after a question', async () => {
    const visitor = new Visitor(createApp(world));
    await visitor.signIn(member);
    await world.db('forms').where({ id: shop.id }).update({ title: 'The shop' });
    const id = await create();
    const page = await visitor.get(`/themes/${id}`);
    expect(page.text).to.contain('of 12 in The shop').and.contain('</a> in The shop');
    const csv = await visitor.get(`/themes/${id}.csv`);
    expect(csv.text.split('\n')[0]).to.equal('response_id,name,answer,theme,theme_share,sentiment,score,date,form');
    const question = await visitor.post(`/themes/${id}`, { _method: 'DELETE' });
    expect(question.text).to.contain('Delete this analysis?');
    expect(await findAnalysis(world.db, id)).not.to.equal(undefined);
    await visitor.post(`/themes/${id}`, { _method: 'DELETE', sure: 'yes' });
    expect((await visitor.get(`/themes/${id}`)).status).to.equal(404);
    expect(await world.db('placements').where({ analysis_id: id })).to.deep.equal([]);
    expect((await visitor.get('/themes')).text).to.contain('What comes up everywhere?');
  });

  it('need a name, a form and days in their order; what was chosen is still there', async () => {
    const visitor = new Visitor(createApp(world));
    await visitor.signIn(member);
    const nothing = await visitor.post('/themes', { name: ' ', from: '2026-03-02', until: '2026-03-01' });
    expect(nothing.status).to.equal(422);
    expect(nothing.text)
      .to.contain('Give the analysis a name.')
      .and.contain('Choose at least one form.')
      .and.contain('value="2026-03-02"');
    const order = await visitor.post('/themes', {
      name: 'Spring',
      forms: shop.id,
      from: '2026-03-02',
      until: '2026-03-01',
    });
    expect(order.text)
      .to.contain('This is before the first day.')
      .and.match(new RegExp(`value="${shop.id}" checked`));
    const gone = await visitor.post('/themes', { name: 'Spring', forms: 'nothing' });
    expect(gone.status).to.equal(422);
    expect(gone.text).to.contain('One of these forms is gone.');
    expect(await world.db('analyses').whereNull('form_id')).to.deep.equal([]);
    expect((await visitor.get(`/themes/${shop.id}`)).status, 'a form’s own').to.equal(404);
  });
});

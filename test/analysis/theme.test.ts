import { expect } from 'chai';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { countByTheme } from '../../src/analysis/overview.store.ts';
import { listQuotes } from '../../src/analysis/quote.store.ts';
import { runAnalysis } from '../../src/analysis/run.ts';
import {
  changeTheme,
  describeTheme,
  getTheme,
  mergeThemes,
  moveQuote,
  pinQuote,
  splitTheme,
  wantThemes,
} from '../../src/analysis/theme.ts';
import { listThemes, type Theme } from '../../src/analysis/theme.store.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { analyse, answered, answerMore, feedback60 } from '../support/answers.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const about = (...themes: string[]) =>
  feedback60()
    .filter(({ theme }) => themes.includes(theme))
    .map(({ t }) => t);
const runs = (world: World) => drainJobs(world, [runAnalysis]);

describe('a member teaches the themes', () => {
  let world: World;
  let member: Member;
  let form: Awaited<ReturnType<typeof answered>>;
  after(endEngines);

  beforeEach(async () => {
    world = await makeWorld();
    member = await makeMember(world);
    form = await answered(
      world,
      about('delivery', 'app', 'pricing').filter((_, i) => i % 10 < 8),
    );
    await analyse(world, form.id);
  });

  const all = () => listThemes(world.db, form.id);
  const first = async (part: string): Promise<Theme> => (await all()).find(({ name }) => name.includes(part))!;
  const peopleIn = async (id: string) =>
    (await countByTheme(world.db, form.id)).find(({ themeId }) => themeId === id)?.people ?? 0;

  it('names, merges and pins, and finds it all again after ten more answers and a new search', async () => {
    const [delivery, software, price] = [await first('Delivery'), await first('Software'), await first('Price')];
    await changeTheme(world, delivery, { name: 'How it gets here', description: null });
    await mergeThemes(world.db, await getTheme(world.db, form.id, software.id), price);
    await runs(world);
    const people = await peopleIn(delivery.id);
    await answerMore(
      world,
      form,
      about('delivery', 'app').filter((_, i) => i % 10 >= 8),
    );
    await analyse(world, form.id, true);
    const names = (await all()).map(({ name }) => name);
    expect(names).to.include.members(['How it gets here', software.name]).and.not.include(price.name);
    expect(await peopleIn(delivery.id)).to.be.at.least(people);
    expect(await peopleIn(software.id)).to.be.greaterThan(10);
  });

  it('describes a theme in a sentence, and what is near to it comes', async () => {
    const id = await describeTheme(world, form.id, {
      name: 'Broken boxes',
      description: 'The parcel or its contents were damaged on the way.',
    });
    await runs(world);
    const quotes = (await listQuotes(world.db, form.id, id, { limit: 20 })).map(({ text }) => text).join(' ');
    expect(quotes).to.contain('crushed');
  });

  it('moves a quote, where it stays, and pins one, which then stands first', async () => {
    const [delivery, price] = [await first('Delivery'), await first('Price')];
    const [quote] = await listQuotes(world.db, form.id, delivery.id, { limit: 1 });
    await moveQuote(world, member, quote!.id, price);
    await runs(world);
    const last = (await listQuotes(world.db, form.id, price.id, { limit: 50 })).at(-1)!;
    await pinQuote(world, member, last.id, price);
    await runs(world);
    const quotes = await listQuotes(world.db, form.id, price.id, { limit: 50 });
    expect(quotes[0]).to.include({ text: last.text, byHand: 'pinned', confidence: 1 });
    expect(quotes.find(({ text }) => text === quote!.text)).to.include({ byHand: 'moved', confidence: 1 });
  });

  it('splits a theme in two, and nothing of it is lost', async () => {
    const [delivery, software] = [await first('Delivery'), await first('Software')];
    await mergeThemes(world.db, delivery, software);
    const before = (await countByTheme(world.db, form.id)).reduce((sum, { sentences }) => sum + sentences, 0);
    const id = await splitTheme(world, await getTheme(world.db, form.id, delivery.id));
    const counts = await countByTheme(world.db, form.id);
    expect(counts.reduce((sum, { sentences }) => sum + sentences, 0)).to.equal(before);
    expect(counts.find(({ themeId }) => themeId === id)?.people).to.be.greaterThan(2);
    const names = (await all()).map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('chooses how many themes there are', async () => {
    await wantThemes(world, form.id, 5);
    await runs(world);
    expect(await all()).to.have.length(5);
  });

  it('reads beside the field what is wrong with what they typed, and nothing has changed', async () => {
    const visitor = new Visitor(createApp(world));
    await visitor.signIn(member);
    const before = await all();
    const page = `/forms/${form.id}/themes`;
    const unnamed = await visitor.post(page, { name: ' ', description: 'too short' });
    expect(unnamed.status).to.equal(422);
    expect(unnamed.text).to.contain('Give the theme a name.').and.contain('Say in a sentence').and.contain('too short');
    const many = await visitor.post(`${page}/number`, { _method: 'PUT', number: '99' });
    expect(many.status).to.equal(422);
    expect(many.text).to.contain('Choose from 2 to 30 themes.').and.contain('value="99"');
    expect(await all()).to.deep.equal(before);
  });

  it('sees evidence on the page, and saves everything as CSV with formulas made harmless', async () => {
    await answerMore(world, form, ['=HYPERLINK("http://evil.example") said the parcel was late']);
    await analyse(world, form.id);
    const app = createApp(world);
    const visitor = new Visitor(app);
    await visitor.signIn(member);
    const { text } = await visitor.get(`/forms/${form.id}/themes`);
    expect(text)
      .to.match(/\d+ of 25 people/)
      .and.contain('% negative')
      .and.contain('1 new answer joined');
    const { text: csv } = await request(app).get(`/forms/${form.id}/themes.csv`).set(visitor.headers('/'));
    expect(csv).to.match(/^response_id,name,answer,theme,theme_share,sentiment,score,date\n/);
    expect(csv).to.contain(`"'=HYPERLINK(`);
    expect(csv.trim().split('\n')).to.have.length(26);
  });
});

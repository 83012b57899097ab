import { expect } from 'chai';
import type { Member } from '../../src/accounts/member.ts';
import { createApp } from '../../src/app.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { listMoves } from '../../src/analysis/move.store.ts';
import { listQuotes, placeOf, type QuotePlace } from '../../src/analysis/quote.store.ts';
import { runAnalysis } from '../../src/analysis/run.ts';
import { getTheme, moveQuote, pinQuote, wantThemes } from '../../src/analysis/theme.ts';
import { listThemes, type Theme } from '../../src/analysis/theme.store.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { analyse, answered, answerMore, feedback60 } from '../support/answers.ts';
import { spokenAnswer } from '../support/spoken.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const about = (...themes: string[]) => feedback60().flatMap(({ theme, t }) => (themes.includes(theme) ? [t] : []));

describe('the quotes of a theme', () => {
  let world: World;
  let member: Member;
  let visitor: Visitor;
  let form: Awaited<ReturnType<typeof answered>>;
  let theme: Theme;
  after(endEngines);

  before(async () => {
    world = await makeWorld();
    member = await makeMember(world);
    visitor = new Visitor(createApp(world));
    await visitor.signIn(member);
    const often = ['Well, ', 'So, ', 'Look, '].flatMap((word) => about('delivery').map((text) => word + text));
    form = await answered(world, [...about('delivery', 'app'), ...often]);
    const said = { start: 1.5, end: 4, text: 'The courier left my parcel in the rain and it was soaked.' };
    await spokenAnswer(world, form, [said]);
    await wantThemes(world, form.id, 2);
    await drainJobs(world, [runAnalysis]);
    const { theme_id: themeId } = (await world
      .db('placements')
      .join('sentences', 'sentences.id', 'sentence_id')
      .where({ text: said.text })
      .first('theme_id')) as { theme_id: string };
    theme = await getTheme(world.db, form.id, themeId);
  });

  const all = () => listQuotes(world.db, form.id, theme.id, { limit: 1000 });
  const address = () => `/forms/${form.id}/themes/${theme.id}`;

  it('come a page at a time, each once and none left out, pinned ones first', async () => {
    const last = (await all()).at(-1)!;
    await pinQuote(world, member, last.id, theme);
    await drainJobs(world, [runAnalysis]);
    const seen: string[] = [];
    for (let after: QuotePlace | undefined, more = true; more;) {
      const page = await listQuotes(world.db, form.id, theme.id, { limit: 7, after });
      seen.push(...page.map(({ id }) => id));
      more = page.length === 7;
      after = page.length > 0 ? placeOf(page.at(-1)!) : undefined;
    }
    expect(seen).to.deep.equal((await all()).map(({ id }) => id));
    expect((await all())[0]).to.include({ text: last.text, byHand: 'pinned' });
  });

  it('are followed by a link to more of them, and narrowed to a feeling', async () => {
    const total = (await all()).length;
    expect(total).to.be.greaterThan(40);
    const { text } = await visitor.get(address());
    expect(text.match(/<blockquote/g)).to.have.length(40);
    const next = /href="([^"]+after=[^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    const rest = await visitor.get(next);
    expect(rest.text.match(/<blockquote/g)).to.have.length(total - 40);
    expect(rest.text).to.contain('From the beginning').and.not.contain('More quotes');
    const glad = await visitor.get(`${address()}?feeling=positive`);
    const feelings = (await all()).filter(({ feeling }) => feeling === 'positive');
    expect(glad.text.match(/<blockquote/g)).to.have.length(feelings.length);
    expect((await visitor.get(`${address()}?after=nonsense&feeling=odd`)).text.match(/<blockquote/g)).to.have.length(
      40,
    );
  });

  it('say how sure it is that they belong there, what they have in common, and play where they were said', async () => {
    const { text } = await visitor.get(address());
    expect(text).to.match(/(Sure|Fairly sure|Not very sure|A guess), \d+%/);
    expect(text).to.contain('What its quotes have in common: ').and.contain('Pinned');
    const spoken = (await all()).find(({ start }) => start !== null)!;
    const player = await visitor.get(`/forms/${form.id}/themes/players/${spoken.id}`);
    expect(player.text).to.contain('data-at="1.5"').and.contain('data-until="4"').and.contain(spoken.text);
    const typed = (await all()).find(({ start }) => start === null)!;
    expect((await visitor.get(`/forms/${form.id}/themes/players/${typed.id}`)).status).to.equal(404);
  });

  it('tell what moved after somebody taught something, without keeping what is erased', async () => {
    const app = (await listThemes(world.db, form.id)).find(({ id }) => id !== theme.id)!;
    for (const quote of (await all()).slice(0, 8)) await moveQuote(world, member, quote.id, app);
    await drainJobs(world, [runAnalysis]);
    const moves = await listMoves(world.db, form.id, app.id);
    expect(moves.length).to.be.greaterThan(0);
    const [move] = moves;
    const page = await visitor.get(`/forms/${form.id}/themes/${app.id}`);
    expect(page.text).to.match(/The last run (brought \d+ quotes? here|took \d+ quotes? away)/);
    const changes = await visitor.get(`/forms/${form.id}/themes/changes`);
    expect(changes.text).to.contain('What the last run changed').and.contain(`>${theme.name}</a>`);
    await world.db('responses').where({ id: move!.responseId }).delete();
    expect((await listMoves(world.db, form.id)).map(({ responseId }) => responseId)).not.to.include(move!.responseId);
    await answerMore(world, form, ['The courier was early.']);
    await analyse(world, form.id);
    const again = await listMoves(world.db, form.id);
    expect(again.filter(({ isNew }) => isNew)).to.have.length(1);
  });

  it('stay under the eye of who moves one of them, with the way back', async () => {
    const page = `/forms/${form.id}/themes`;
    const other = (await listThemes(world.db, form.id)).find(({ id }) => id !== theme.id)!;
    const [quote] = await all();
    const move = { _method: 'PUT', theme: other.id, on: theme.id };
    const moved = await visitor.post(`/forms/${form.id}/quotes/${quote!.id}/theme`, move);
    expect(moved.headers.location).to.equal(`${page}/${theme.id}?moved=${quote!.id}`);
    const { text } = await visitor.get(moved.headers.location!);
    expect(text).to.contain(`It is in <a href="${page}/${other.id}">`).and.contain('Move it back');
    const back = await visitor.post(`/forms/${form.id}/quotes/${quote!.id}/theme`, { ...move, theme: theme.id });
    expect((await visitor.get(back.headers.location!)).text)
      .to.contain('It is here again.')
      .and.not.contain('Move it back');
    expect((await visitor.get(`${page}/${theme.id}?moved=nobody`)).status).to.equal(200);
  });
});

import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { createApp } from '../../src/app.ts';
import type { Form } from '../../src/forms/form.ts';
import { eraseAbandonedResponses } from '../../src/responses/response.ts';
import { nps } from '../../src/analysis/numbers/nps.ts';
import { bucketsFor } from '../../src/analysis/numbers/buckets.ts';
import { numbersOf } from '../../src/analysis/numbers/numbers.ts';
import { saveAnswer, type Given } from '../../src/responses/answer.ts';
import { startResponse } from '../../src/responses/response.ts';
import { findRun } from '../../src/responses/run.ts';
import { submitResponse } from '../../src/responses/submission.ts';
import * as make from '../support/make.ts';
import { signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

type Published = Form & { publicationId: string };

const score = (number: number): Given => ({ kind: 'score', number });
const all = { from: undefined, until: undefined };

/** Somebody who answers the first questions of a form, and submits if there is an answer to each. */
async function answered(world: World, form: Published, given: Given[], source: string | null = null, seconds = 60) {
  const { id } = await startResponse(world, form, source);
  const run = (await findRun(world, form.slug, id))!;
  for (const [i, answer] of given.entries()) {
    world.clock.forward(1);
    await saveAnswer(world, run, run.content.questions[i]!, answer);
  }
  world.clock.forward(seconds - given.length);
  if (given.length === run.content.questions.length) {
    await submitResponse(world, (await findRun(world, form.slug, id))!, { name: 'Amara Osei', email: null });
  }
  return id;
}

function scoredForm(world: World): Promise<Published> {
  const questions = [
    make.question({ type: 'score', text: 'Would you recommend us?' }),
    make.question({ type: 'single_choice', text: 'Which one?', choices: ['Red', '<b>Blue</b>'] }),
  ];
  return make.form(world, { questions });
}

describe('the Net Promoter Score', () => {
  it('is the share of 9 and 10 less the share of 0 to 6, with a margin that few answers widen', () => {
    const counts = (low: number, middle: number, high: number) => [low, 0, 0, 0, 0, 0, 0, middle, 0, 0, high];
    expect(nps(counts(20, 30, 50))).to.include({
      score: 30,
      promoters: 50,
      passives: 30,
      detractors: 20,
      answers: 100,
    });
    // (50.75 - 20.75) / 103 = 0.2913; 1.96 * sqrt((0.4927 + 0.2015 - 0.2913²) / 103) = 0.1508
    expect(nps(counts(20, 30, 50))!.margin).to.be.closeTo(15.08, 0.01);
    expect(nps(counts(20, 30, 50))!.low).to.be.closeTo(29.13 - 15.08, 0.02);
    const one = nps(counts(0, 0, 1))!;
    expect(one).to.include({ score: 100, high: 100 });
    expect(one.low).to.be.below(0);
    expect(nps(counts(0, 0, 0))).to.equal(undefined);
  });
});

describe('counting over time', () => {
  it('begins days and weeks where the member is', () => {
    const late = ['2026-11-01T23:30', '2026-11-02T00:30'];
    expect(bucketsFor(late, 'utc').starts).to.deep.equal(['2026-11-01', '2026-11-02']);
    expect(bucketsFor(late, 'Europe/Berlin').starts).to.deep.equal(['2026-11-02']);
    expect(bucketsFor(late, 'America/New_York').starts).to.deep.equal(['2026-11-01']);
    const weeks = bucketsFor(['2026-09-02T10:00', '2026-11-02T00:30'], 'utc');
    expect([weeks.unit, weeks.starts[0], weeks.starts.at(-1)]).to.deep.equal(['week', '2026-08-31', '2026-11-02']);
    expect(weeks.indexOf('2026-09-07T00:00')).to.equal(1);
    expect(bucketsFor(['2026-01-02T10:00', '2026-11-02T00:30'], 'utc').starts).to.have.length(11);
    expect(bucketsFor(['1999-01-02T10:00', '2026-11-02T00:30'], 'utc').starts).to.have.length(28);
  });
});

describe('the numbers of a form', () => {
  it('say who answered what, how far people came, how long it took and from where', async () => {
    const world = await makeWorld();
    const form = await scoredForm(world);
    const red: Given = { kind: 'choice', text: 'Red' };
    await answered(world, form, [score(10), red], 'newsletter', 100);
    await answered(world, form, [score(9), { kind: 'choice', text: '<b>Blue</b>' }], null, 200);
    await answered(world, form, [score(3), red], null, 600);
    await answered(world, form, [score(2)]);
    await answered(world, form, []);
    const before = await numbersOf(world, form, all, 'utc');
    expect(before.completion).to.deep.equal({ begun: 3, submitted: 3 });
    world.clock.forward(7200);
    const numbers = await numbersOf(world, form, all, 'utc');
    expect(numbers.submitted).to.equal(3);
    expect(numbers.completion).to.deep.equal({ begun: 5, submitted: 3 });
    expect(numbers.dropOff.map(({ reached, left }) => [reached, left])).to.deep.equal([
      [5, 1],
      [4, 1],
    ]);
    expect(numbers.duration?.median).to.be.closeTo(200, 2);
    expect(numbers.nps?.score).to.be.closeTo(33.3, 0.1);
    expect(numbers.questions[1]?.options).to.deep.equal([
      { name: 'Red', count: 2 },
      { name: '<b>Blue</b>', count: 1 },
    ]);
    expect(numbers.sources.map(({ name, submitted }) => [name, submitted])).to.deep.equal([
      ['The form’s link', 2],
      ['newsletter', 1],
    ]);
  });

  it('remember how many gave up, and nothing else of them, once their answers are erased', async () => {
    const world = await makeWorld();
    const form = await scoredForm(world);
    await answered(world, form, [score(2)], 'newsletter');
    await answered(world, form, [score(4)], 'newsletter');
    world.clock.forward(31 * 86_400);
    await eraseAbandonedResponses(world);
    expect(await world.db('responses')).to.be.empty;
    const question_id = form.draft.questions[0]!.id;
    const [row, ...others] = await world.db('abandoned_runs').select('source', 'question_id', 'number');
    expect([row, others]).to.deep.equal([{ source: 'newsletter', question_id, number: 2 }, []]);
    expect((await numbersOf(world, form, all, 'utc')).completion).to.deep.equal({ begun: 2, submitted: 0 });
  });

  it('a link that says where it was found is counted so, and an odd one as if it said nothing', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const form = await scoredForm(world);
    for (const source of ['Autumn newsletter', '<script>']) {
      const somebody = new Visitor(app);
      const page = await somebody.get(`/f/${form.slug}?source=${encodeURIComponent(source)}`);
      const [, kept = ''] = /name="source" value="([^"]*)"/.exec(page.text) ?? [];
      await somebody.post(`/f/${form.slug}/responses`, { source: kept });
    }
    expect(await world.db('responses').orderBy('id').pluck('source')).to.deep.equal(['Autumn newsletter', null]);
  });
});

describe('the page of numbers', () => {
  it('has nothing to count at first, and says so', async () => {
    const world = await makeWorld();
    const form = await scoredForm(world);
    const member = await signedIn(world, createApp(world));
    expect((await member.get(`/forms/${form.id}/numbers`)).text).to.include('Nothing to count yet');
    expect((await member.get(`/forms/${form.id}/report`)).text).to.include('Nobody has submitted anything');
    expect((await member.get(`/forms/${form.id}/numbers/nps/table`)).status).to.equal(404);
  });

  it('each chart can be taken along, as a table and as a picture', async () => {
    const { member, form } = await counted();
    const page = (await member.get(`/forms/${form.id}/numbers`)).text;
    expect(page).to.include('&lt;b&gt;Blue&lt;/b&gt;').and.not.include('<b>Blue');
    for (const [, id] of page.matchAll(/<figure[^>]* id="([^"]+)"/g)) {
      const picture = await member.get(`/forms/${form.id}/numbers/${id}/picture`);
      expect(picture.headers['content-type']).to.include('image/svg+xml');
      expect(String(picture.body)).to.match(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      expect((await member.get(`/forms/${form.id}/numbers/${id}/table`)).status).to.equal(200);
    }
    const { text } = await member.get(`/forms/${form.id}/numbers/question-2/table`);
    expect(parse(text, { bom: true })).to.deep.equal([
      ['Choice', 'answers'],
      ['Red', '2'],
      ['<b>Blue</b>', '1'],
    ]);
  });

  it('two periods, or two forms, are compared by shares, and it is said what chance explains', async () => {
    const { member, form, world } = await counted();
    const other = await scoredForm(world);
    await answered(world, other, [score(10), { kind: 'choice', text: 'Red' }]);
    const beside = (await member.get(`/forms/${form.id}/numbers?with=${other.id}`)).text.replace(/\s+/g, ' ');
    expect(beside).to.include('within the margin of error').and.include('67% (2)').and.include('100% (1)');
    const today = world.clock.now().toISOString().slice(0, 10);
    const { text } = await member.get(`/forms/${form.id}/numbers?from=${today}&with=before`);
    expect(text).to.include('Difference');
    const nobody = await member.get(`/forms/${form.id}/numbers?from=2020-01-01&to=2020-01-31`);
    expect(nobody.text).to.include('Nobody submitted anything in these days.');
  });

  it('two periods lie side by side in how far people came and in the score of each source', async () => {
    const { member, form, world } = await counted();
    const today = world.clock.now().toISOString().slice(0, 10);
    const compared = `from=${today}&to=${today}&from2=${today}&to2=${today}`;
    const rows = async (formId: string, chart: string, query: string): Promise<string[][]> =>
      parse((await member.get(`/forms/${formId}/numbers/${chart}/table?${query}`)).text, { bom: true });
    const [header, ...furthest] = await rows(form.id, 'drop-off', compared);
    expect(header).to.have.length(3);
    expect(furthest.map(([label, a, b]) => [label, a === b])).to.deep.equal([
      ['1. Would you recommend us?', true],
      ['2. Which one?', true],
      ['Submitted', true],
    ]);
    expect((await rows(form.id, 'nps-by-source', compared))[0]).to.have.length(7);
    const other = await scoredForm(world);
    await answered(world, other, [score(10), { kind: 'choice', text: 'Red' }]);
    expect(await rows(form.id, 'drop-off-compared', `with=${other.id}`)).to.have.length(4);
  });

  it('days that make no sense are complained about beside their field', async () => {
    const { member, form } = await counted();
    for (const [query, sentence] of [
      ['from=2026-02-03&to=2026-01-01', 'This is before the first day.'],
      ['from=2026-02-31', 'Write a day, such as 2026-11-27.'],
      ['from=yesterday', 'Write a day, such as 2026-11-27.'],
      ['with=before', 'Choose a first day'],
    ] as const) {
      const { status, text } = await member.get(`/forms/${form.id}/numbers?${query}`);
      expect([status, text.includes(sentence)], query).to.deep.equal([422, true]);
    }
    expect((await member.get(`/forms/${form.id}/numbers?with=nothing`)).status).to.equal(404);
  });

  async function counted() {
    const world = await makeWorld();
    const form = await scoredForm(world);
    await answered(world, form, [score(10), { kind: 'choice', text: 'Red' }], 'newsletter');
    await answered(world, form, [score(3), { kind: 'choice', text: 'Red' }]);
    await answered(world, form, [score(8), { kind: 'choice', text: '<b>Blue</b>' }]);
    return { world, form, member: await signedIn(world, createApp(world)) };
  }
});

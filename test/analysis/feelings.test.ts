import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { createApp } from '../../src/app.ts';
import { feelingsOf } from '../../src/analysis/numbers/feelings.ts';
import { meanOf } from '../../src/analysis/numbers/mean.ts';
import { shiftsIn, type FeltAt } from '../../src/analysis/numbers/shifts.ts';
import { randomFrom } from '../../src/analysis/themes/random.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { analyse, answered, answerMore } from '../support/answers.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const day = (i: number) => new Date(Date.UTC(2026, 0, 1 + i, 12)).toISOString();
/** So many people, one a day, about as positive as that. */
function people(count: number, mean: number, random: () => number, from = 0): FeltAt[] {
  const near = () => Math.max(-1, Math.min(1, mean + random() + random() - 1));
  return Array.from({ length: count }, (_, i) => ({ at: day(from + i), sentiment: near() }));
}

describe('the mean of what people feel', () => {
  it('has a margin that few people widen, and of two nothing is certain', () => {
    expect(meanOf([])).to.equal(undefined);
    expect(meanOf([0.2, 0.4])).to.deep.include({ low: -1, high: 1, people: 2 });
    // Half the spread of 0, 0.5, ..: s = 0.1581, t(4) = 2.776, margin = 0.1963
    const five = meanOf([0.1, 0.2, 0.3, 0.4, 0.5])!;
    expect(five.mean).to.be.closeTo(0.3, 1e-9);
    expect(five.high).to.be.closeTo(0.3 + 0.1963, 0.001);
    expect(five.low).to.be.closeTo(0.3 - 0.1963, 0.001);
    expect(meanOf([1, 1, 0.5])!.high).to.equal(1);
  });
});

describe('changes of what people feel', () => {
  it('are found where they were, in both directions, and come again the same', () => {
    const random = randomFrom(7);
    const felt = [...people(40, 0.5, random), ...people(40, -0.2, random, 40), ...people(40, 0.4, random, 80)];
    const shifts = shiftsIn(felt);
    expect(shifts).to.have.length(2);
    expect(shifts.map(({ at }) => Math.round((Date.parse(at) - Date.parse(day(0))) / 86_400_000))).to.satisfy(
      ([first, second]: number[]) => Math.abs(first! - 40) <= 4 && Math.abs(second! - 80) <= 4,
    );
    expect(shifts[0]!.after.mean).to.be.below(shifts[0]!.before.mean);
    expect(shifts[0]!.until).to.equal(shifts[1]!.at);
    expect(shiftsIn(felt)).to.deep.equal(shifts);
  });

  it('are hardly ever found where there are none', () => {
    const random = randomFrom(11);
    const series = Array.from({ length: 200 }, () => people(60, 0.1, random));
    expect(series.filter((felt) => shiftsIn(felt).length > 0).length).to.be.at.most(6);
  });

  it('are found nearly always where eighty people move by half a point', () => {
    const random = randomFrom(13);
    const series = Array.from({ length: 50 }, () => [...people(40, 0.3, random), ...people(40, -0.2, random, 40)]);
    expect(series.filter((felt) => shiftsIn(felt).length > 0).length).to.be.at.least(45);
  });

  it('are found nearly always where twelve of forty-two are unhappy for a while', () => {
    const random = randomFrom(23);
    const dip = () => [...people(20, 0.3, random), ...people(12, -0.4, random, 20), ...people(10, 0.35, random, 32)];
    const series = Array.from({ length: 50 }, dip).map((felt) => shiftsIn(felt));
    const both = series.filter(([down, up]) => down && up && down.after.mean < 0 && up.after.mean > 0);
    expect(both.length).to.be.at.least(40);
  });

  it('need eight people on each side, a change that somebody would notice, and an order', () => {
    const flat = (count: number, sentiment: number, from = 0) =>
      Array.from({ length: count }, (_, i) => ({ at: day(from + i), sentiment }));
    expect(shiftsIn([...flat(7, 1), ...flat(30, -1, 7)]).map(({ before }) => before.people)).to.not.include(7);
    expect(shiftsIn([...flat(30, 0.3), ...flat(30, 0.2, 30)])).to.deep.equal([]);
    expect(shiftsIn([...flat(8, 1), ...flat(8, -1, 8)])).to.have.length(1);
    const atOnce = [...flat(20, 1), ...flat(20, -1)].map((felt) => ({ ...felt, at: day(0) }));
    expect(shiftsIn(atOnce)).to.deep.equal([]);
    expect(feelingsOf(atOnce, 'utc', 'day')?.time).to.equal(undefined);
    expect(feelingsOf([], 'utc', 'day')).to.equal(undefined);
  });

  it('ten thousand answers are looked through in a moment', () => {
    const random = randomFrom(17);
    const felt = [...people(5000, 0.3, random), ...people(5000, 0, random, 5000)];
    const started = performance.now();
    expect(shiftsIn(felt).length).to.be.at.least(1);
    expect(performance.now() - started).to.be.below(5000);
  });

  it('are counted by stretches with enough people in each', () => {
    const random = randomFrom(19);
    const sparse = feelingsOf(people(100, 0, random), 'utc', 'day')!;
    expect(sparse.time?.buckets.unit).to.equal('month');
    const many = Array.from({ length: 20 }, () => people(10, 0, random)).flat();
    const dense = many.toSorted((a, b) => a.at.localeCompare(b.at));
    expect(feelingsOf(dense, 'utc', 'day')?.time?.buckets.unit).to.equal('day');
  });
});

describe('sentiment over time on the page of numbers', () => {
  after(endEngines);

  it('has a chart, the change in words with what was said then, and its CSV and SVG', async () => {
    const world = await makeWorld();
    const good = Array.from({ length: 12 }, (_, i) => `The courier was wonderful and quick, thank you ${i}.`);
    const bad = Array.from({ length: 12 }, (_, i) => `The parcel was broken and nobody helped me, awful ${i}.`);
    const form = await answered(world, good);
    await world
      .db('responses')
      .update({ submitted_at: world.db.raw(`strftime('%Y-%m-%dT%H:%M:%fZ', submitted_at, '-40 days')`) });
    await answerMore(world, form, bad);
    const visitor = await signedIn(world, createApp(world));
    const numbers = `/forms/${form.id}/numbers`;
    expect((await visitor.get(numbers)).text).to.contain('Nothing has been read for feelings');
    await analyse(world, form.id);
    const { text } = await visitor.get(numbers);
    expect(text).to.contain('Sentiment over time').and.contain('answers are <b>more negative</b>');
    expect(text).to.match(/of 12 people, after <span class="num">\+\d\.\d\d<\/span> of 12 before/);
    expect(text)
      .to.contain('Said then:')
      .and.match(/<p>The parcel was broken/);
    const csv = await visitor.get(`${numbers}/sentiment-over-time/table`);
    const rows: string[][] = parse(csv.text, { bom: true });
    expect(rows[0]).to.deep.equal(['Week of', 'sentiment', 'sentiment, at least', 'sentiment, at most']);
    expect(Number(rows[1]![1])).to.be.above(0.3);
    const svg = await visitor.get(`${numbers}/sentiment-over-time/picture`);
    expect(String(svg.body)).to.contain('class="a band"').and.contain('>A</text>');
    const compared = await visitor.get(`${numbers}?from2=2020-01-01&to2=2020-02-01`);
    expect(compared.status).to.equal(200);
  });
});

import type { Chart, Point, Tone } from '../charts/chart.ts';
import { feelingsChart } from './feelings-charts.ts';
import { npsBySource, npsChart, npsOverTime } from './nps-charts.ts';
import type { QuestionNumbers } from './numbers.ts';
import type { Named } from './side.ts';
import { bucketLabel, wordsForUnit } from './time-words.ts';

/** Every chart that there is something to say with; shares in place of counts where two are compared. */
export function chartsOf(sides: Named[]): Chart[] {
  const charts = [
    npsChart(sides),
    ...sides[0]!.numbers.questions.map((question, i) => questionChart(sides, question, i)),
    ...sides.map((side, i) => timeChart(side, i, sides.length)),
    ...sides.map((side, i) => npsOverTime(side, i, sides.length)),
    ...sides.map((side, i) => feelingsChart(side, i, sides.length)),
    ...dropOffCharts(sides),
    kindsChart(sides),
    sourcesChart(sides),
    npsBySource(sides),
  ];
  return charts.filter((chart) => chart !== undefined);
}

const namesOf = (sides: Named[]) => sides.map(({ name }) => name);

/** The same question on the other side: by its id, or in another form by its type and words. */
function counterpart({ numbers }: Named, { question }: QuestionNumbers): QuestionNumbers | undefined {
  const alike = (text: string) => text.trim().toLowerCase();
  return (
    numbers.questions.find((each) => each.question.id === question.id) ??
    numbers.questions.find(
      (each) => each.question.type === question.type && alike(each.question.text) === alike(question.text),
    )
  );
}

function questionChart(sides: Named[], asked: QuestionNumbers, i: number): Chart {
  const columns = sides.map((side) => counterpart(side, asked));
  const names = [...new Set(columns.flatMap((column) => column?.options.map(({ name }) => name) ?? []))];
  const isScale = asked.question.type === 'score' || asked.question.type === 'stars';
  const points = names.map((name): Point => {
    const counts = columns.map((column) => column?.options.find((option) => option.name === name)?.count ?? 0);
    const isToned = asked.question.type === 'score' && sides.length === 1;
    return {
      label: name,
      ...measured(
        counts,
        columns.map((column) => column?.answers ?? 0),
      ),
      ...(isToned && { tone: toneOf(name) }),
    };
  });
  return {
    id: `question-${i + 1}`,
    title: asked.question.text || `Question ${i + 1}`,
    kind: isScale ? 'columns' : 'bars',
    unit: sides.length > 1 ? '%' : 'answers',
    of: { score: 'Score', stars: 'Stars' }[asked.question.type as string] ?? 'Choice',
    series: namesOf(sides),
    points,
    ...noteOn(asked),
  };
}

function toneOf(score: string): Tone {
  if (Number(score) <= 6) return 'low';
  return Number(score) <= 8 ? 'mid' : 'high';
}

function noteOn({ question, mean, answers }: QuestionNumbers): { note?: string } {
  if (mean !== undefined) return { note: `${mean.toFixed(1)} stars on average.` };
  if (question.type !== 'multiple_choice') return {};
  return {
    note: `Several may be chosen: of ${answers.toLocaleString('en-GB')} who answered, each counts where they chose it.`,
  };
}

/** Counts on one side; on two, shares of those who answered there. */
function measured(counts: number[], wholes: number[]): Pick<Point, 'values' | 'shown'> {
  const shares = counts.map((count, i) => (wholes[i] ? (100 * count) / wholes[i] : 0));
  const shown = counts.map((count, i) => `${count.toLocaleString('en-GB')} (${Math.round(shares[i]!)}%)`);
  if (counts.length === 1) return { values: counts, shown };
  return {
    values: shares,
    shown: shares.map((share, i) => `${Math.round(share)}% (${counts[i]!.toLocaleString('en-GB')})`),
  };
}

function timeChart({ name, numbers }: Named, side: number, sides: number): Chart | undefined {
  if (!numbers.time) return undefined;
  const { buckets, values } = numbers.time.arrivals;
  return {
    id: side === 0 ? 'over-time' : 'over-time-compared',
    title: sides === 1 ? 'Responses over time' : `Responses over time: ${name}`,
    kind: 'columns',
    unit: 'responses',
    of: wordsForUnit[buckets.unit],
    series: ['Responses'],
    points: buckets.starts.map((start, i) => ({ label: bucketLabel(start, buckets.unit), values: [values[i]!] })),
    note: `By ${buckets.unit}, in your time zone. Imported answers count on the day that their file says.`,
  };
}

const dropOffNote =
  'Of those who pressed Start, by the question that they answered last, in the order in which the form asks now. Runs of the last hour that may still be going on are left out, and imported answers.';

/** One chart where both sides are of the same form, whose questions can be laid side by side; else one for each. */
function dropOffCharts(sides: Named[]): Chart[] {
  const [a, b] = sides.map(dropOffRows);
  if (!a || !b || sides[0]!.numbers.form.id !== sides[1]!.numbers.form.id) {
    return sides.flatMap((side, i) => dropOffAlone(side, i, sides.length));
  }
  const labels = [...a, ...b.filter(({ id }) => !a.some((row) => row.id === id))];
  // Who submitted comes last, whatever only one of the sides has asked.
  const ordered = [...labels.filter(({ id }) => id !== ''), ...labels.filter(({ id }) => id === '')];
  const countOf = (rows: DropOffRow[], id: string) => rows.find((row) => row.id === id)?.count ?? 0;
  return [
    {
      id: 'drop-off',
      title: 'How far people came',
      kind: 'bars',
      unit: '%',
      of: 'Came as far as',
      series: namesOf(sides),
      points: ordered.map(({ id, label }) => ({
        label,
        ...measured(
          [a, b].map((rows) => countOf(rows, id)),
          sides.map(({ numbers }) => numbers.completion?.begun ?? 0),
        ),
      })),
      note: dropOffNote,
    },
  ];
}

interface DropOffRow {
  /** The question's; empty for the end. */
  id: string;
  label: string;
  count: number;
}

function dropOffRows({ numbers }: Named): DropOffRow[] | undefined {
  if (numbers.dropOff.length === 0 || !numbers.completion) return undefined;
  return [
    ...numbers.dropOff.map(({ question, reached }, i) => ({
      id: question.id,
      label: `${i + 1}. ${question.text || 'Question'}`,
      count: reached,
    })),
    { id: '', label: 'Submitted', count: numbers.completion.submitted },
  ];
}

function dropOffAlone(side: Named, i: number, sides: number): Chart[] {
  const rows = dropOffRows(side);
  if (!rows) return [];
  return [
    {
      id: i === 0 ? 'drop-off' : 'drop-off-compared',
      title: sides === 1 ? 'How far people came' : `How far people came: ${side.name}`,
      kind: 'bars',
      unit: 'people',
      of: 'Came as far as',
      series: ['People'],
      points: rows.map(({ label, count }) => ({ label, ...measured([count], [side.numbers.completion?.begun ?? 0]) })),
      note: dropOffNote,
    },
  ];
}

function kindsChart(sides: Named[]): Chart | undefined {
  if (!sides.some(({ numbers }) => numbers.kinds.length > 0)) return undefined;
  const wholes = sides.map(({ numbers }) => numbers.kinds.reduce((sum, { count }) => sum + count, 0));
  return {
    id: 'kinds',
    title: 'How people answer',
    kind: 'bars',
    unit: sides.length > 1 ? '%' : 'answers',
    of: 'Answered by',
    series: namesOf(sides),
    points: ['Video', 'Voice', 'Typed'].map((label) => ({
      label,
      ...measured(
        sides.map(({ numbers }) => numbers.kinds.find(({ name }) => name === label)?.count ?? 0),
        wholes,
      ),
    })),
  };
}

function sourcesChart(sides: Named[]): Chart | undefined {
  const names = [...new Set(sides.flatMap(({ numbers }) => numbers.sources.map(({ name }) => name)))];
  if (names.length === 0) return undefined;
  const wholes = sides.map(({ numbers }) => numbers.submitted);
  const countOf =
    (name: string) =>
    ({ numbers }: Named) =>
      numbers.sources.find((source) => source.name === name)?.submitted ?? 0;
  return {
    id: 'sources',
    title: 'Where responses come from',
    kind: 'bars',
    unit: sides.length > 1 ? '%' : 'responses',
    of: 'Source',
    series: namesOf(sides),
    points: names.slice(0, 20).map((label) => ({ label, ...measured(sides.map(countOf(label)), wholes) })),
    note: 'Add ?source=newsletter (or any other word) to the form’s link to tell where people found it.',
  };
}

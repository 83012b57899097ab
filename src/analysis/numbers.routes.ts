import { stringify } from 'csv-stringify/sync';
import { Router, type Request } from 'express';
import { self } from '../accounts/guards.ts';
import { getForm } from '../forms/form.ts';
import { cleanFileName } from '../media/file-name.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, NotFound } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { countResponses } from '../responses/overview.ts';
import { asRows, shownValue, type Chart } from './charts/chart.ts';
import { draw } from './charts/drawing.ts';
import { chartsOf } from './numbers/charts.ts';
import { figuresOf, sidesOf } from './numbers/compare.ts';
import { signedSentiment } from '../responses/reading.ts';
import type { Quote } from './quote.store.ts';
import { letter } from './numbers/feelings-charts.ts';
import { toldShifts } from './numbers/said-then.ts';
import { fewestPeople } from './numbers/shifts.ts';
import type { Named } from './numbers/side.ts';
import { ReportInput, reportedThemes } from './numbers/report.ts';
import { listComparable } from './numbers/numbers.ts';
import { NumbersInput } from './numbers.input.ts';

type WithId = Request<{ id: string }>;
type WithChart = Request<{ id: string; chart: string }>;

/** What can be counted of a form's responses: as a page, as one to print, and each chart as CSV and SVG. */
export function numbersRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/:id/numbers', async (req: WithId, res) => {
    const form = await getForm(db, req.params.id);
    const locals = {
      title: `Numbers of ${form.draft.title}`,
      form,
      forms: (await listComparable(db)).filter(({ id }) => id !== form.id),
      responses: (await countResponses(db, [form.id])).get(form.id),
      asked: req.query,
      query: queryOf(req),
      styles: ['numbers'],
      errors: {},
    };
    try {
      res.page('analysis/numbers', { ...locals, ...(await shown(deps, await counted(req))) });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      res.page('analysis/numbers', { ...locals, ...(await shown(deps, [])), errors: error.fields });
    }
  });

  router.get('/forms/:id/report', async (req: WithId, res) => {
    const form = await getForm(db, req.params.id);
    const sides = await counted(req);
    const asked = ReportInput.parse(req.query);
    const query = queryOf(req);
    res.page('analysis/report', {
      title: `Report on ${form.draft.title}`,
      form,
      ...(await shown(deps, sides)),
      about: await reportedThemes(deps, form.id, asked, query),
      named: (quote: Pick<Quote, 'name' | 'number'>) => (asked.names ? quote : { ...quote, name: null }),
      query,
      now: deps.clock.now(),
      styles: ['numbers'],
    });
  });

  router.get('/forms/:id/numbers/:chart/table', async (req: WithChart, res) => {
    const chart = await getChart(req);
    res.attachment(`${fileName(chart)}.csv`).type('text/csv; charset=utf-8');
    res.send(stringify(asRows(chart), { bom: true, escape_formulas: true }));
  });

  router.get('/forms/:id/numbers/:chart/picture', async (req: WithChart, res) => {
    const chart = await getChart(req);
    res.attachment(`${fileName(chart)}.svg`).type('image/svg+xml');
    res.render('analysis/_drawing', { chart, drawing: draw(chart), shownValue, file: true });
  });

  const counted = async (req: WithId): Promise<Named[]> => {
    const form = await getForm(db, req.params.id);
    return sidesOf(deps, form, parseInput(NumbersInput, req.query), self(req).timeZone);
  };

  const getChart = async (req: WithChart): Promise<Chart> => {
    const chart = chartsOf(await counted(req)).find(({ id }) => id === req.params.chart);
    if (!chart) throw new NotFound('There is no such chart, or nothing to draw in it yet.');
    return chart;
  };

  return router;
}

/** What the pages show of the numbers. */
async function shown({ db }: Deps, sides: Named[]) {
  const charts = sides.length > 0 ? chartsOf(sides) : [];
  const feelings = await Promise.all(
    sides.map(async ({ name, period, numbers: { form, feelings: found } }) => {
      return { name, form, found, shifts: await toldShifts(db, form.id, period, found?.shifts ?? []) };
    }),
  );
  const words = { draw, asRows, shownValue, letter, signedSentiment, fewestPeople };
  return { sides, figures: figuresOf(sides), charts, feelings, ...words };
}

function fileName({ title }: Chart): string {
  return cleanFileName(title).slice(0, 80);
}

/** What was asked for, as links carry it on. */
function queryOf({ query }: Request): string {
  const asked = new URLSearchParams();
  for (const name of ['from', 'to', 'with', 'from2', 'to2']) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') asked.set(name, value);
  }
  return asked.size > 0 ? `?${asked.toString()}` : '';
}

import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { Router, type Request } from 'express';
import { audit } from '../accounts/audit.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { filterFor, kinds, readTrail, wholeTrail, type TrailLine, type Wanted } from './audit.ts';
import { AuditInput } from './audit.input.ts';
import { timeZoneOf } from './audit.store.ts';

const title = 'Audit';
const onePage = 50;

/** Who did what, and when. */
export function auditRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  router.use('/admin', adminsOnly);

  const filterOf = async (req: Request, wanted: Wanted) => filterFor(wanted, await timeZoneOf(db, viewer(req).id));

  router.get('/admin/audit', async (req, res) => {
    const locals = { title, kinds, timeZone: await timeZoneOf(db, viewer(req).id), ...queries(req) };
    try {
      const filter = await filterOf(req, parseInput(AuditInput, req.query));
      const before = typeof req.query.before === 'string' ? req.query.before : undefined;
      const trail = await readTrail(db, { ...filter, before }, onePage);
      res.page('admin/audit', { ...locals, ...trail, before, errors: {} });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      res.page('admin/audit', { ...locals, lines: [], next: undefined, before: undefined, errors: error.fields });
    }
  });

  router.get('/admin/audit/export', async (req, res) => {
    const filter = await filterOf(req, parseInput(AuditInput, req.query));
    await audit(deps, viewer(req).id, 'audit.exported');
    res.attachment('audit.csv').type('text/csv; charset=utf-8');
    await pipeline(inCsv(wholeTrail(db, filter)), res);
  });

  return router;
}

/** What was asked for, as the form shows it again and as links carry it on. */
function queries({ query }: Request) {
  const asked = ['person', 'kind', 'from', 'to'].map((name) => [name, query[name]] as const);
  const values: Record<string, string> = {};
  for (const [name, value] of asked) if (typeof value === 'string' && value !== '') values[name] = value;
  return { values, query: new URLSearchParams(values).toString() };
}

const columns = [
  { key: 'at', header: 'When (UTC)' },
  { key: 'who', header: 'Who' },
  { key: 'what', header: 'What' },
  { key: 'action', header: 'Action' },
  { key: 'actorId', header: 'Who (id)' },
  { key: 'subjectId', header: 'Subject (id)' },
  { key: 'details', header: 'Details' },
];

/** A page a piece. A cell that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV Injection). */
async function* inCsv(pages: AsyncIterable<TrailLine[]>): AsyncGenerator<string> {
  let header = true;
  for await (const lines of pages) {
    yield stringify(lines, { header, bom: header, columns, escape_formulas: true });
    header = false;
  }
}

import { Router } from 'express';
import { self } from '../accounts/guards.ts';
import { isReviewer } from '../accounts/reviewer.ts';
import { feelings } from '../analysis/sentiment/sentiment.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { SearchInput, startOfDay } from './input.ts';
import { listFormChoices, mostCounted, search } from './search.ts';
import { kinds } from './wanted.ts';

/** One box over everything that somebody may see; for reviewers too. */
export function searchRoutes({ db }: Deps): Router {
  const router = Router();

  router.get('/search', async (req, res) => {
    const { q, from, to, ...input } = parseInput(SearchInput, req.query);
    const zone = self(req).timeZone;
    const within = { from: from && startOfDay(from, zone), until: to && startOfDay(to, zone, 1) };
    res.page('search/search', {
      title: q.trim() ? `${q.trim()} – Search` : 'Search',
      styles: ['search'],
      q,
      filter: { ...input, from, to },
      feelings,
      mostCounted,
      results: await search(db, self(req), { ...input, ...within, text: q }),
      forms: await listFormChoices(db, self(req)),
      kinds: isReviewer(self(req)) ? kinds.filter((kind) => kind !== 'message' && kind !== 'comment') : kinds,
    });
  });

  return router;
}

import { Router } from 'express';
import { audit } from '../accounts/audit.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { cancelJob } from '../platform/jobs/cancel.ts';
import type { AnyJob } from '../platform/jobs/job.ts';
import { retryFailed } from '../platform/jobs/listing.ts';
import { retryJob } from '../platform/jobs/queue.ts';
import { JobPlaces } from './input.ts';
import { viewJobs, viewRunning } from './jobs.ts';

/** What waits, runs and failed, and another try for it. */
export function jobRoutes(deps: Deps, jobs: AnyJob[]): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  router.get('/admin/jobs', async (req, res) => {
    const view = await viewJobs(deps, jobs, JobPlaces.parse(req.query));
    res.page('admin/jobs', { title: 'Jobs', ...view, now: deps.clock.now() });
  });

  router.get('/admin/jobs/running', async (_req, res) => {
    res.render('admin/_running', { running: await viewRunning(deps.db, jobs), now: deps.clock.now() });
  });

  router.post('/admin/jobs/attempts', async (req, res) => {
    const count = await retryFailed(deps.db);
    await audit(deps, viewer(req).id, 'jobs.retried', null, { count });
    res.redirect(303, '/admin/jobs');
  });

  router.post('/admin/jobs/:id/attempts', async (req, res) => {
    await retryJob(deps.db, req.params.id);
    await audit(deps, viewer(req).id, 'job.retried', req.params.id);
    res.redirect(303, '/admin/jobs');
  });

  router.delete('/admin/jobs/:id', async (req, res) => {
    await cancelJob(deps, jobs, req.params.id);
    await audit(deps, viewer(req).id, 'job.cancelled', req.params.id);
    res.redirect(303, '/admin/jobs');
  });

  return router;
}

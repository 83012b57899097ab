import { expect } from 'chai';
import { describe, it } from 'mocha';
import { defineJob, PermanentFailure, TakesLong, type AnyJob } from '../../../src/platform/jobs/job.ts';
import { claimJob, findJob, getJob, retryJob } from '../../../src/platform/jobs/queue.ts';
import { drainJobs, startWorker } from '../../../src/platform/jobs/worker.ts';
import { until } from '../../support/until.ts';
import { makeWorld, type World } from '../../support/world.ts';

describe('the queue of jobs', () => {
  it('runs what a committed transaction asked for, and nothing of one that was rolled back', async () => {
    const world = await makeWorld();
    const greeted: string[] = [];
    const greet = defineJob<string>('test.greet', async (name) => void greeted.push(name));
    await world.db.transaction(async (trx) => void (await greet.later(trx, 'Amara')));
    await world.db
      .transaction(async (trx) => {
        await greet.later(trx, 'Nobody');
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    await drainJobs(world, [greet]);
    expect(greeted).to.deep.equal(['Amara']);
  });

  it('shows the newest job about a thing, with its progress and its end', async () => {
    const world = await makeWorld();
    const seen: number[] = [];
    const work = defineJob('test.work', async (_: null, { progress, db, jobId }) => {
      await progress(40);
      seen.push((await getJob(db, jobId)).progress);
    });
    await work.later(world.db, null, { subject: 'clip' });
    await work.later(world.db, null, { subject: 'clip' });
    expect(await findJob(world.db, 'test.work', 'clip')).to.include({ state: 'queued', attempts: 0 });
    await drainJobs(world, [work]);
    expect(seen).to.deep.equal([40, 40]);
    expect(await findJob(world.db, 'test.work', 'clip')).to.include({ state: 'done', progress: 100 });
  });

  it('waits for the time that it was given', async () => {
    const world = await makeWorld();
    let runs = 0;
    const work = defineJob('test.work', async () => void runs++);
    await work.later(world.db, {}, { afterSeconds: 60 });
    await drainJobs(world, [work]);
    expect(runs).to.equal(0);
    world.clock.forward(61);
    await drainJobs(world, [work]);
    expect(runs).to.equal(1);
  });

  it('tries three times with growing pauses, then says why it gave up, and can be asked to try again', async () => {
    const world = await makeWorld();
    const reasons: string[] = [];
    let broken = true;
    const work = defineJob(
      'test.work',
      async () => {
        if (broken) throw new Error('EIO');
      },
      { onFailed: async (_db, _payload, reason) => void reasons.push(reason) },
    );
    const id = await work.later(world.db, {});
    for (const pause of [0, 11, 101]) {
      world.clock.forward(pause);
      await drainJobs(world, [work]);
    }
    const failed = await getJob(world.db, id);
    expect(failed).to.include({ state: 'failed', attempts: 3 });
    expect(failed.error).to.match(/^Something went wrong on our side/);
    expect(reasons).to.deep.equal([failed.error]);

    broken = false;
    await retryJob(world.db, id);
    await drainJobs(world, [work]);
    expect(await getJob(world.db, id)).to.include({ state: 'done', error: null });
  });

  it('does not repeat what another try would not mend', async () => {
    const world = await makeWorld();
    const work = defineJob('test.work', async () => {
      throw new PermanentFailure('We could not read this recording.');
    });
    const id = await work.later(world.db, {});
    await drainJobs(world, [work]);
    expect(await getJob(world.db, id)).to.include({
      state: 'failed',
      attempts: 1,
      error: 'We could not read this recording.',
    });
  });
});

describe('the worker', () => {
  it('starts a job as soon as it is queued', async () => {
    const world = await makeWorld();
    let ran = deferred();
    const work = defineJob('test.work', async () => ran.resolve());
    const worker = await startWorker(world, [work]);
    const began = Date.now();
    for (let i = 0; i < 20; i++) {
      ran = deferred();
      await work.later(world.db, {});
      await ran.promise;
    }
    // The beat alone, which comes once a second, would take twenty.
    expect(Date.now() - began).to.be.below(15_000);
    await worker.stop();
  });

  it('takes up again what a killed process was running, once', async () => {
    const world = await makeWorld();
    let runs = 0;
    const ran = deferred();
    const work = defineJob('test.work', async () => {
      runs++;
      ran.resolve();
    });
    await work.later(world.db, {});
    await claimJob(world.db, world.clock, 'short');
    const worker = await startWorker(world, [work]);
    await ran.promise;
    await worker.stop();
    expect(runs).to.equal(1);
  });

  it('gives up on a job that ends the process each time', async () => {
    const world = await makeWorld();
    const work = defineJob('test.work', async () => undefined);
    const id = await work.later(world.db, {});
    await world.db('jobs').where({ id }).update({ attempts: 3 });
    await drainJobs(world, [work]);
    expect((await getJob(world.db, id)).error).to.equal('The server stopped each time while it was at this.');
  });

  it('waits for a running job when it stops', async () => {
    const { world, started, finish, job } = await slowWorld();
    const worker = await startWorker(world, [job]);
    const id = await job.later(world.db, {});
    await started;
    const stopped = worker.stop();
    finish();
    await stopped;
    expect(await getJob(world.db, id)).to.include({ state: 'done' });
  });

  it('puts back a job that does not end in time, without counting the try', async () => {
    const { world, started, job } = await slowWorld();
    const worker = await startWorker(world, [job], { graceSeconds: 0.05 });
    const id = await job.later(world.db, {});
    await started;
    await worker.stop();
    expect(await getJob(world.db, id)).to.include({ state: 'queued', attempts: 0 });
  });

  it('goes on with the rest while something takes long', async () => {
    const world = await makeWorld();
    const finished = deferred();
    const [began, ran] = [deferred(), deferred()];
    const work = defineJob<string>('test.work', async (length, { isLong }) => {
      if (length === 'short') return ran.resolve();
      if (!isLong) throw new TakesLong();
      began.resolve();
      await finished.promise;
    });
    const worker = await startWorker(world, [work]);
    const first = await work.later(world.db, 'long');
    const second = await work.later(world.db, 'long');
    await began.promise;
    await work.later(world.db, 'short');
    await ran.promise;
    expect(await getJob(world.db, first)).to.include({ state: 'running', attempts: 1 });
    while ((await getJob(world.db, second)).long === 0) await new Promise(setImmediate);
    expect((await getJob(world.db, second)).state).to.equal('queued');
    finished.resolve();
    await worker.stop();
  });

  it('records how a job ended once the disk has room again', async () => {
    const world = await makeWorld();
    const refusals: unknown[] = [];
    world.log.error = (line: unknown) => void refusals.push(line);
    const reason = 'Why it could not be read. '.repeat(40_000);
    const work = defineJob('test.work', async () => {
      await world.db.raw('PRAGMA max_page_count = 1');
      throw new PermanentFailure(reason);
    });
    const id = await work.later(world.db, {});
    const worker = await startWorker(world, [work]);
    await until(() => refusals.length > 0, 5);
    expect(await getJob(world.db, id)).to.include({ state: 'running' });
    await world.db.raw('PRAGMA max_page_count = 1000000');
    await until(async () => (await getJob(world.db, id)).state === 'failed', 5);
    expect(await getJob(world.db, id)).to.include({ attempts: 1, error: reason });
    await worker.stop();
  });

  it('does what the calendar asks for, and survives its failure', async () => {
    const world = await makeWorld();
    const twice = deferred();
    let runs = 0;
    const run = async () => {
      if (++runs === 2) twice.resolve();
      throw new Error('not today');
    };
    const worker = await startWorker(world, [], { crons: [{ at: '* * * * * *', name: 'test', run }] });
    await twice.promise;
    await worker.stop();
  });
});

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** A job that runs until it is told to finish or its signal fires. */
async function slowWorld(): Promise<{ world: World; started: Promise<void>; finish: () => void; job: AnyJob }> {
  const world = await makeWorld();
  const [started, finished] = [deferred(), deferred()];
  const job = defineJob('test.slow', async (_: object, { signal }) => {
    started.resolve();
    signal.addEventListener('abort', () => finished.resolve());
    await finished.promise;
    signal.throwIfAborted();
  });
  return { world, started: started.promise, finish: finished.resolve, job };
}

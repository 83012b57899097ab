import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { backUpLater } from '../../src/admin/back-up.ts';
import { checkConnection } from '../../src/admin/checks/connection.ts';
import { jobs } from '../../src/jobs.ts';
import { defineJob, PermanentFailure } from '../../src/platform/jobs/job.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { version } from '../../src/platform/version.ts';
import { until } from '../support/until.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('the front page of the panel', () => {
  it('says how every part is, what to do, what happened lately, and which version this is', async () => {
    const { owner } = await workspace();
    const page = await said(owner);
    expect(page).to.include(`Version ${version}, up for`).and.include('Lately').and.include('signed in');
    expect(page).to.include('Needs you Camera This address works with the camera on this computer alone.');
    expect(page).to.match(/Disk [\d.]+ GB free of [\d.]+ GB\. Originals .*, renditions .*, database/);
    expect(page).to.include('Not in use Mail Off. Whatever would be mailed can be copied as a link');
    expect(page).to.match(/Fine ffmpeg Version \d/);
    expect(page).to.include('Needs you Backups There is none.').and.include('Press “Back up now”');
  });

  it('turns green with a backup, and red when the folder is gone', async () => {
    const { world, owner } = await workspace();
    await backUpLater(world);
    await drainJobs(world, jobs);
    expect(await said(owner)).to.include('Fine Backups The last just now, verified. 1 backup kept.');
    fs.rmSync(world.config.backupDir, { recursive: true });
    fs.writeFileSync(world.config.backupDir, '');
    expect(await said(owner)).to.match(/Wrong Backups There is none\. .*backups/);
  });

  it('is red when the last backup is two days old', async () => {
    const { world, owner } = await workspace();
    await backUpLater(world);
    await drainJobs(world, jobs);
    world.clock.forward(3 * 86_400);
    expect(await said(owner)).to.include('Wrong Backups');
  });

  it('says which job failed last, and why', async () => {
    const { world, owner } = await workspace();
    const work = defineJob('test.work', async () => {
      throw new PermanentFailure('We could not read this recording.');
    });
    await work.later(world.db, {});
    await drainJobs(world, [work]);
    expect(await said(owner)).to.match(/Needs you Jobs 1 failed, .*We could not read this recording\./);
  });

  it('notices a clock that was set back by two hours', async () => {
    const { world, owner } = await workspace();
    expect(await said(owner)).to.include('Fine Clock');
    world.clock.forward(-7200);
    expect(await said(owner)).to.include('Wrong Clock The clock was set back');
  });

  it('says so when ffmpeg cannot be started', async () => {
    const { owner } = await workspace({ FFMPEG_PATH: '/nowhere/ffmpeg' });
    expect(await said(owner))
      .to.include('Wrong ffmpeg It could not be started')
      .and.include('/nowhere/ffmpeg');
  });

  it('does not wait for a part that takes longer', async () => {
    const world = await makeWorld();
    const slow = path.join(world.storage.root, 'slow-ffmpeg');
    fs.writeFileSync(slow, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    const app = createApp({ ...world, config: { ...world.config, ffmpegPath: slow } });
    const owner = await signedIn(world, app, { role: 'owner' });
    await owner.get('/admin/people');
    expect(await shown(owner)).to.include('Not in use ffmpeg Still being looked at.');
  });
});

describe('the check of the address', () => {
  const told = { trustProxyHops: 1, secure: true };
  const untold = { trustProxyHops: 0, secure: false };
  const asked = { hostname: 'video.example.com', forwarded: undefined };

  it('is green over HTTPS, and red without, with the reason', () => {
    expect(checkConnection(told, { ...asked, isSecure: true }).tone).to.equal('success');
    const plain = checkConnection(untold, { ...asked, isSecure: false });
    expect(plain).to.include({ tone: 'danger' });
    expect(plain.words).to.include('Browsers will refuse the camera on this address, because');
    expect(plain.todo).to.include('BASE_URL');
  });

  it('is amber on this computer alone, and behind a proxy that is not listened to', () => {
    expect(checkConnection(untold, { ...asked, hostname: 'localhost', isSecure: false }).tone).to.equal('warning');
    const behind = checkConnection(untold, { ...asked, isSecure: false, forwarded: 'https' });
    expect(behind).to.include({ tone: 'warning' });
    expect(behind.todo).to.include('TRUST_PROXY');
  });
});

async function workspace(environment: Record<string, string> = {}): Promise<{ world: World; owner: Visitor }> {
  const world = await makeWorld(environment);
  return { world, owner: await signedIn(world, createApp(world), { role: 'owner' }) };
}

/** What the page says, as one line, once nothing is still being looked at. */
async function said(owner: Visitor): Promise<string> {
  let page = '';
  await until(async () => !(page = await shown(owner)).includes('Still being looked at'), 10);
  return page;
}

async function shown(owner: Visitor): Promise<string> {
  const { text } = await owner.get('/admin');
  return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

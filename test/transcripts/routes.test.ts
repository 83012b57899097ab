import path from 'node:path';
import { expect } from 'chai';
import ejs from 'ejs';
import express from 'express';
import request from 'supertest';
import { clipAccess, createClip, type Clip } from '../../src/media/clip.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { errorHandler } from '../../src/platform/http/errors.ts';
import { duration } from '../../src/platform/http/words.ts';
import { transcriptRoutes } from '../../src/transcripts/routes.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import type { TranscriptView } from '../../src/transcripts/transcript.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('the captions of a clip', () => {
  it('are given to whoever may see the clip, and to nobody else', async () => {
    const { clip, app } = await makeCaptioned();
    clipAccess.fill(async (_deps, _viewer, clip) => clip);
    const response = await request(app).get(`/clips/${clip.id}/captions`).expect(200);
    expect(response.headers).to.include({ 'content-type': 'text/vtt; charset=utf-8' });
    expect(response.text).to.equal('WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHello there.\n');
    clipAccess.fill(async () => undefined);
    await request(app).get(`/clips/${clip.id}/captions`).set('Accept', 'application/json').expect(404);
  });

  it('are not there before the transcript is', async () => {
    const { world, app } = await makeCaptioned();
    const silent = await makeClip(world);
    clipAccess.fill(async (_deps, _viewer, clip) => clip);
    await request(app).get(`/clips/${silent.id}/captions`).set('Accept', 'application/json').expect(404);
  });
});

describe('the transcript on a page', () => {
  it('refreshes itself only while it is being made', async () => {
    expect(await drawn({ state: 'waiting' })).to.contain('hx-get="/answers/1/transcript" hx-trigger="every 2s"');
    expect(await drawn({ state: 'running', percent: 40 }))
      .to.contain('hx-swap="outerHTML"')
      .and.contain('value="40"');
    expect(await drawn({ state: 'ready', segments: [] })).not.to.contain('hx-get');
    expect(await drawn({ state: 'failed', reason: 'It is broken.' })).not.to.contain('hx-get');
  });

  it('links each phrase to its moment', async () => {
    const segments = [{ start: 67.4, end: 70, text: 'I said <hello>.' }];
    const html = await drawn({ state: 'ready', segments });
    expect(html).to.contain('<a href="#t=67" data-start="67.4" data-end="70"><time>1:07</time>');
    expect(html).to.contain('I said &lt;hello&gt;.');
  });

  it('says when nothing was said, when it failed and why, and what the server lacks', async () => {
    expect(await drawn({ state: 'ready', segments: [] })).to.contain('Nothing was said in this recording.');
    const failed = await drawn({ state: 'failed', reason: 'It is broken.' });
    expect(failed).to.contain('It is broken.').and.contain('Try again').and.contain('action="/again"');
    expect(await drawn({ state: 'none', missing: 'There is no model.' })).to.contain('There is no model.');
  });
});

async function makeCaptioned() {
  const world = await makeWorld();
  const clip = await makeClip(world);
  const segments = [{ start: 0, end: 1.5, text: 'Hello there.' }];
  await replaceTranscript(world.db, { clipId: clip.id, engine: 'none', segments, createdAt: '2026-11-23T09:00:00Z' });
  const app = express().use(transcriptRoutes(world), errorHandler(world.log));
  return { world, clip, app };
}

function makeClip({ db, clock }: World): Promise<Clip> {
  return createClip(db, clock, { ownerKind: 'take', ownerId: 'one', kind: 'video', maxBytes: 1e9 });
}

function drawn(transcript: TranscriptView): Promise<string> {
  const view = path.join(packageRoot, 'views/transcripts/_transcript.ejs');
  const addresses = { url: '/answers/1/transcript', retryUrl: '/again' };
  return ejs.renderFile(view, { transcript, clipId: 'clip', ...addresses, duration, csrfToken: () => 'token' });
}

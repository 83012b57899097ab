import fs from 'node:fs';
import { expect } from 'chai';
import express from 'express';
import { before, describe, it } from 'mocha';
import request from 'supertest';
import type { Member } from '../../src/accounts/member.ts';
import { clipAccess, createClip, type NewClip } from '../../src/media/clip.ts';
import { mediaRoutes } from '../../src/media/routes.ts';
import { updateClip } from '../../src/media/store.ts';
import { storyboard } from '../../src/media/storyboard.ts';
import { transcode } from '../../src/media/transcode.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { errorHandler } from '../../src/platform/http/errors.ts';
import '../../src/jobs.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from './films.ts';

const parts = 'play original poster thumb peaks silences storyboard sprite download'.split(' ');

const amara: Member = { id: 'amara', name: 'Amara', email: 'amara@example.com', role: 'member' };

describe('watching a clip', () => {
  let world: World;
  before(async () => {
    world = await makeWorld();
    clipAccess.fill(async (_deps, viewer, clip) => (viewer && clip.ownerKind === 'prompt' ? clip : undefined));
  });

  it('plays the original until there is a rendition, then that', async () => {
    const id = await stored(films.recordedTake());
    await as(amara)
      .get(`/clips/${id}/play`)
      .expect(200)
      .expect('Content-Type', 'video/webm')
      .expect('Cache-Control', /no-cache/);
    await transcode.now(world, { clipId: id });
    const made = await as(amara).get(`/clips/${id}/play`).expect(200).expect('Content-Type', 'video/mp4');
    expect(made.get('Cache-Control')).to.match(/^private.*immutable$/);
    expect(made.body).to.deep.equal(fs.readFileSync(world.storage.clip(id, 'play.mp4')));
    await as(amara).get(`/clips/${id}/poster`).expect(200).expect('Content-Type', 'image/webp');
    await as(amara).get(`/clips/${id}/thumb`).expect(200).expect('Content-Type', 'image/webp');
    expect((await as(amara).get(`/clips/${id}/peaks`).expect(200)).body).to.have.length(240);
  });

  it('answers stretches, checks and impossible wishes', async () => {
    const id = await stored(films.recordedTake());
    const original = fs.readFileSync(films.recordedTake());
    const play = () => as(amara).get(`/clips/${id}/play`);
    const part = await play().set('Range', 'bytes=10-19').expect(206);
    expect(part.get('Content-Range')).to.equal(`bytes 10-19/${original.length}`);
    expect(part.body).to.deep.equal(original.subarray(10, 20));
    await play().set('Range', 'bytes=-5').expect(206).expect('Content-Length', '5');
    await play().set('Range', `bytes=${original.length}-`).expect(416);
    const whole = await as(amara)
      .head(`/clips/${id}/play`)
      .expect(200)
      .expect('Content-Length', String(original.length));
    const etag = whole.get('ETag')!;
    expect(etag).to.match(/^"original-/);
    await play().set('If-None-Match', etag).expect(304);
    await play().set({ Range: 'bytes=0-1', 'If-Range': etag }).expect(206);
    await play().set({ Range: 'bytes=0-1', 'If-Range': '"other"' }).expect(200);
  });

  it('gives what was made of a clip as what it is, to be kept for good', async () => {
    const id = await stored(films.recordedTake());
    await transcode.now(world, { clipId: id });
    await storyboard.now(world, { clipId: id });
    const types = {
      storyboard: 'text/vtt; charset=utf-8',
      sprite: 'image/webp',
      silences: 'application/json; charset=utf-8',
      peaks: 'application/json; charset=utf-8',
      play: 'video/mp4',
    };
    for (const [part, type] of Object.entries(types)) {
      const got = await as(amara).get(`/clips/${id}/${part}`).expect(200).expect('Content-Type', type);
      expect(got.get('Cache-Control')).to.equal('private, no-transform, max-age=86400, immutable');
    }
    expect((await as(amara).get(`/clips/${id}/silences`)).body).to.deep.equal([]);
  });

  it('answers stretches of a rendition, which another upload would not be mistaken for', async () => {
    const id = await stored(films.recordedTake());
    await transcode.now(world, { clipId: id });
    const { length } = fs.readFileSync(world.storage.clip(id, 'play.mp4'));
    const play = () => as(amara).get(`/clips/${id}/play`);
    const last = await play().set('Range', 'bytes=-100').expect(206);
    expect(last.get('Content-Range')).to.equal(`bytes ${length - 100}-${length - 1}/${length}`);
    const refused = await play().set('Range', `bytes=${length}-`).expect(416);
    expect(refused.get('Content-Range')).to.equal(`bytes */${length}`);
    const { headers } = await as(amara).head(`/clips/${id}/play`).expect(200);
    expect(headers).to.include({ 'content-length': String(length), 'accept-ranges': 'bytes' });
    await play().set({ Range: 'bytes=0-1', 'If-Range': headers.etag! }).expect(206).expect('ETag', headers.etag!);
    fs.appendFileSync(world.storage.clip(id, 'play.mp4'), 'x');
    await play().set({ Range: 'bytes=0-1', 'If-Range': headers.etag! }).expect(200);
  });

  it('has nginx send what is large, once it is certain that the person may see it', async () => {
    const id = await stored(films.recordedTake(), { originalName: 'My answer.webm' });
    await transcode.now(world, { clipId: id });
    const behind = { ...world, config: { ...world.config, accelRedirect: '/protected/' } };
    const got = await as(amara, behind).get(`/clips/${id}/play`).expect(200);
    expect(got.headers).to.include({
      'x-accel-redirect': `/protected/${id}/play.mp4`,
      'content-type': 'video/mp4',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-transform, max-age=86400, immutable',
    });
    expect(got.get('ETag')).to.match(/^"play\.mp4-/);
    expect(got.body).to.have.length(0);
    const saved = await as(amara, behind).get(`/clips/${id}/download`).expect(200);
    expect(saved.get('Content-Disposition')).to.equal('attachment; filename="My answer.mp4"');
    const refused = await as(undefined, behind).get(`/clips/${id}/play`).expect(404);
    expect(refused.headers).to.not.have.property('x-accel-redirect');
    await as(amara, behind).get(`/clips/${id}/storyboard`).expect(404);
  });

  it('is for those who may see it, and says no more to others', async () => {
    const id = await stored(films.recordedTake(), { ownerKind: 'take', ownerId: 'not-submitted' });
    for (const path of parts) {
      await as(undefined).get(`/clips/${id}/${path}`).expect(404);
      await as(amara).get(`/clips/${id}/${path}`).expect(404);
    }
    await as(amara)
      .get(`/clips/${'0'.repeat(26)}/play`)
      .expect(404);
    await as(amara)
      .get(`/clips/${encodeURIComponent('../../secret.key')}/play`)
      .expect(404);
  });

  it('never shows what is no recording, even when it hides in one', async () => {
    const page = '<html><script>alert(1)</script>';
    const disguised = await stored(films.written('page.mp4', page));
    await as(amara).get(`/clips/${disguised}/play`).expect(404);
    const hidden = await stored(
      films.written('hidden.mp4', Buffer.concat([fs.readFileSync(films.silentFilm()), Buffer.from(page)])),
    );
    await as(amara)
      .get(`/clips/${hidden}/original`)
      .expect(200)
      .expect('Content-Type', 'video/mp4')
      .expect('X-Content-Type-Options', 'nosniff')
      .expect('Content-Security-Policy', 'sandbox');
  });

  it('only ever saves a document', async () => {
    const id = await stored(films.written('cv.html', '<script>alert(1)</script>'), {
      kind: 'file',
      originalName: 'CV “Amara”.html',
    });
    await as(amara).get(`/clips/${id}/original`).expect(404);
    const saved = await as(amara)
      .get(`/clips/${id}/download`)
      .expect(200)
      .expect('Content-Type', 'application/octet-stream');
    expect(saved.get('Content-Disposition')).to.match(
      /^attachment; filename="CV \?Amara\?.html"; filename\*=UTF-8''CV%20/,
    );
  });

  it('saves the rendition of a recording under its own name', async () => {
    const id = await stored(films.recordedTake(), { originalName: 'My answer.webm' });
    await transcode.now(world, { clipId: id });
    await as(amara)
      .get(`/clips/${id}/download`)
      .expect('Content-Type', 'video/mp4')
      .expect('Content-Disposition', 'attachment; filename="My answer.mp4"');
  });

  function as(member: Member | undefined, deps: Deps = world) {
    const app = express();
    app.use((req, _res, next) => {
      if (member) req.member = member;
      next();
    });
    app.use(mediaRoutes(deps), errorHandler(world.log));
    return request.agent(app).set('Accept', 'application/json');
  }

  async function stored(file: string, fields: Partial<NewClip> = {}): Promise<string> {
    const base = { ownerKind: 'prompt', ownerId: 'a-question', kind: 'video', maxBytes: 1e9 } as const;
    const { id, kind } = await createClip(world.db, world.clock, { ...base, ...fields });
    fs.mkdirSync(world.storage.clip(id));
    fs.copyFileSync(file, world.storage.clip(id, 'original'));
    await updateClip(world.db, id, { state: kind === 'file' ? 'ready' : 'uploaded' });
    return id;
  }
});

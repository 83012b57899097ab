import fs from 'node:fs';
import { expect } from 'chai';
import express from 'express';
import { describe, it } from 'mocha';
import sharp from 'sharp';
import request from 'supertest';
import { getClip } from '../../src/media/clip.ts';
import { adoptFile, receiveFile, type ChosenFile } from '../../src/media/file.ts';
import { transcode } from '../../src/media/transcode.ts';
import { errorHandler, Invalid } from '../../src/platform/http/errors.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import '../../src/jobs.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from './films.ts';

describe('choosing a file instead of recording', () => {
  it('makes a clip of a film from a phone, which then plays', async () => {
    const world = await makeWorld();
    const clip = await adopt(world, films.phoneFilm(), { kind: 'video', maxSeconds: 10 });
    expect(clip).to.include({ state: 'uploaded', kind: 'video', ownerId: 'a-take' });
    expect(clip.declaredSeconds).to.be.closeTo(3, 0.1);
    await drainJobs(world, [transcode]);
    expect(await getClip(world.db, clip.id)).to.include({ state: 'ready', partial: false });
  });

  it('says at once that a file is no recording', async () => {
    const world = await makeWorld();
    const text = films.written('letter.mp4', 'Dear hiring manager');
    expect(await refusedField(adopt(world, text))).to.equal('We could not read this recording.');
    expect(fs.readdirSync(`${world.storage.root}/clips`)).to.deep.equal([]);
    expect(fs.readdirSync(`${world.storage.root}/tmp`)).to.deep.equal([]);
  });

  it('says by how much a recording is too long', async () => {
    const world = await makeWorld();
    const refused = await refusedField(adopt(world, films.phoneFilm(6), { maxSeconds: 3 }));
    expect(refused).to.equal('This lasts 6 seconds. Choose one of at most 3 seconds.');
  });

  it('needs sound in a voice answer', async () => {
    const world = await makeWorld();
    expect(await refusedField(adopt(world, films.silentFilm(), { kind: 'audio' }))).to.match(/no sound/);
  });

  it('keeps a document as it is', async () => {
    const world = await makeWorld();
    const pdf = films.written('cv.pdf', '%PDF-1.7 …');
    const clip = await adopt(world, pdf, { kind: 'file', originalName: 'CV Amara Oseí.pdf', mime: 'application/pdf' });
    expect(clip).to.include({ state: 'ready', kind: 'file', originalName: 'CV Amara Oseí.pdf' });
    expect(fs.readFileSync(world.storage.clip(clip.id, 'original'), 'utf8')).to.equal('%PDF-1.7 …');
  });

  it('turns a picture upright and strips where it was taken', async () => {
    const world = await makeWorld();
    const lying = films.filmPath('lying.jpg');
    const exif = { IFD0: { Copyright: 'a secret place' } };
    await sharp({ create: { width: 400, height: 200, channels: 3, background: 'teal' } })
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(lying);
    const clip = await adopt(world, lying, { kind: 'image' });
    expect(clip).to.include({ state: 'ready', width: 200, height: 400 });
    const poster = fs.readFileSync(world.storage.clip(clip.id, 'poster.webp'));
    expect(await sharp(poster).metadata()).to.include({ width: 200, height: 400 });
    expect(poster.toString('latin1')).to.not.include('secret');
  });

  it('refuses a picture of 30000 by 30000 before opening it', async () => {
    const world = await makeWorld();
    const small = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    small.writeUInt32BE(30_000, 16);
    small.writeUInt32BE(30_000, 20);
    const refused = await refusedField(adopt(world, films.written('huge.png', small), { kind: 'image' }));
    expect(refused).to.match(/^(This picture is larger than 40 megapixels|We could not read this picture)/);
  });

  it('refuses what only claims to be a picture', async () => {
    const world = await makeWorld();
    const svg = films.written('logo.png', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await refusedField(adopt(world, svg, { kind: 'image' }))).to.match(/^This is not a picture/);
  });

  it('takes the file that a page posts, whatever its name', async () => {
    const world = await makeWorld();
    const app = express();
    app.post('/', receiveFile(world, 'file', 1000), (req, res) => void res.json(req.file));
    app.use(errorHandler(world.log));
    const posted = await request(app).post('/').attach('file', Buffer.from('hello'), { filename: '../Ünï.pdf' });
    expect(posted.body).to.include({ originalname: 'Ünï.pdf', size: 5 });
    const large = request(app)
      .post('/')
      .set('Accept', 'application/json')
      .attach('file', Buffer.alloc(2000), 'large.pdf');
    expect((await large.expect(413)).body.error).to.match(/^The file is larger/);
    expect(fs.readdirSync(`${world.storage.root}/tmp`)).to.have.length(1);
  });
});

function adopt(world: World, source: string, chosen: Partial<ChosenFile> = {}) {
  const path = world.storage.temporary();
  fs.copyFileSync(source, path);
  const base = {
    originalName: 'mine',
    mime: 'video/mp4',
    ownerKind: 'take',
    ownerId: 'a-take',
    kind: 'video',
  } as const;
  return adoptFile(world, { ...base, path, ...chosen });
}

async function refusedField(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'was not refused',
    (error: unknown) => (error instanceof Invalid ? error.fields.file! : String(error)),
  );
}

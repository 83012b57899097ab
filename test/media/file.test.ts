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

  it('keeps a name that can be shown: nothing hidden in it, nothing turned, not too long', async () => {
    const world = await makeWorld();
    const named = async (originalName: string) => {
      const clip = await adopt(world, films.written('cv.txt', 'CV'), { kind: 'file', originalName });
      return clip.originalName;
    };
    expect(await named('CV \u202Efdp.exe\u0000\r\n.txt')).to.equal('CV fdp.exe.txt');
    expect(await named(`${'ä'.repeat(400)}.pdf`)).to.equal(`${'ä'.repeat(196)}.pdf`);
    expect(await named('Zeugnis 👩‍🔬.pdf')).to.equal('Zeugnis 👩‍🔬.pdf');
    expect(await named('\u0007')).to.equal('File');
  });
});

describe('receiving a file', () => {
  it('takes the file that a page posts, whatever its name', async () => {
    const { app, left } = await receiving();
    const posted = await request(app).post('/').attach('file', Buffer.from('hello'), { filename: '../Ünï.pdf' });
    expect(posted.body).to.include({ originalname: 'Ünï.pdf', size: 5 });
    expect(left()).to.equal(1);
  });

  it('says that a file is too large', async () => {
    const { app, left } = await receiving();
    const large = post(app).attach('file', Buffer.alloc(2000), 'large.pdf');
    expect((await large.expect(413)).body.error).to.match(/^The file is larger/);
    expect(left()).to.equal(0);
  });

  const nameWithNul = 'Content-Disposition: form-data; name="file"; filename="a\0b"';
  const broken: Record<string, [type: string, body: string]> = {
    'has no boundary': ['multipart/form-data', 'x'],
    'breaks off': [
      'multipart/form-data; boundary=X',
      '--X\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    ],
    'has a header that is none': [
      'multipart/form-data; boundary=X',
      '--X\r\nContent-Disp\0: x\r\n\r\nabc\r\n--X--\r\n',
    ],
    'names a file with a NUL': ['multipart/form-data; boundary=X', `--X\r\n${nameWithNul}\r\n\r\nabc\r\n--X--\r\n`],
  };
  for (const [what, [type, body]] of Object.entries(broken)) {
    it(`asks for a file once more when what was posted ${what}`, async () => {
      const { app, left } = await receiving();
      expect((await post(app).set('Content-Type', type).send(body).expect(400)).body.error).to.match(/once more/);
      expect(left()).to.equal(0);
    });
  }

  it('takes one file, and few and short fields beside it', async () => {
    const { app, left } = await receiving();
    await post(app).attach('file', Buffer.from('a'), 'a').attach('file', Buffer.from('b'), 'b').expect(400);
    const many = post(app);
    for (let i = 0; i < 50; i++) many.field(`field${i}`, 'x');
    await many.attach('file', Buffer.from('a'), 'a').expect(400);
    await post(app).field('text', 'x'.repeat(20_000)).attach('file', Buffer.from('a'), 'a').expect(400);
    expect(left()).to.equal(0);
  });

  it('keeps the room that the database needs, and wants to know beforehand how much is sent', async () => {
    const { app, left } = await receiving();
    const { bavail, bsize } = fs.statfsSync('/tmp');
    const huge = post(app).set({
      'Content-Type': 'multipart/form-data; boundary=X',
      'Content-Length': String(bavail * bsize),
    });
    huge.on('error', () => undefined).write('--X');
    await huge.expect(507);
    const endless = post(app).set({ 'Content-Type': 'multipart/form-data; boundary=X' });
    endless.write('--X');
    await endless.expect(411);
    expect(left()).to.equal(0);
  });
});

/** Something that keeps what it receives, and how many files are in tmp. */
async function receiving() {
  const world = await makeWorld();
  const app = express();
  app.post('/', receiveFile(world, 'file', 1000), (req, res) => void res.json(req.file));
  app.use(errorHandler(world.log));
  return { app, left: () => fs.readdirSync(`${world.storage.root}/tmp`).length };
}

function post(app: express.Express): request.Test {
  return request(app).post('/').set('Accept', 'application/json');
}

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

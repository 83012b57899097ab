import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Express } from 'express';
import request, { type Response } from 'supertest';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { createApp } from '../../src/app.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { readResponse } from '../../src/analysis/read.ts';
import { newIncomingId } from '../../src/media/incoming.ts';
import { storyboard } from '../../src/media/storyboard.ts';
import { listErasures, rememberErasures } from '../../src/responses/erasure.ts';
import { unzipped } from '../support/archive.ts';
import * as make from '../support/make.ts';
import { filesWith } from '../support/marker.ts';
import { recordedResponse } from '../support/recorded.ts';
import { Respondent } from '../support/respondent.ts';
import { ServerProcess } from '../support/server-process.ts';
import { submission } from '../support/submission.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from '../media/films.ts';

const marker = 'qzvxmarkerqzvx';

interface Kept {
  world: World;
  app: Express;
  member: Visitor;
  form: Awaited<ReturnType<typeof make.form>>;
  id: string;
}

/** A response that was recorded, transcribed, rated and noted, with the marker in everything that somebody can say. */
async function kept({ recorded = false } = {}): Promise<Kept> {
  const world = await makeWorld();
  const app = createApp(world);
  const questions = [make.question({ text: 'What drew you?' }), make.question({ text: 'And then?' })];
  const form = await make.form(world, { questions });
  const segments = [{ start: 0, end: 2, text: `I am ${marker} and came by train.` }];
  const spoken = { film: films.recordedTake(), segments };
  const formula = `=HYPERLINK("${marker}")`;
  const id = await (recorded
    ? recordedResponse(world, form, [spoken, formula])
    : submission(world, form, 'Amara Osei', { kind: 'typed', text: formula }));
  await world
    .db('responses')
    .where({ id })
    .update({ name: marker, email: `${marker}@osei.example` });
  const member = await signedIn(world, app);
  await member.get(`/responses/${id}`);
  await member.post(`/responses/${id}/notes`, { text: `Ask ${marker} about Leeds.` });
  await member.send('put', `/responses/${id}/rating`, { rating: '4' });
  return { world, app, member, form, id };
}

/** Where media hold the marker too: the original, what is still on its way, and what a job wrote on its failure. */
async function markMedia({ world, id }: Kept): Promise<string> {
  const { clip_id: clipId }: { clip_id: string } = await world
    .db('answers')
    .where({ response_id: id, kind: 'video' })
    .first();
  fs.appendFileSync(world.storage.clip(clipId, 'original'), marker);
  fs.mkdirSync(world.storage.uploads, { recursive: true });
  const incoming = path.join(world.storage.uploads, newIncomingId(clipId));
  fs.writeFileSync(incoming, marker);
  fs.writeFileSync(`${incoming}.json`, JSON.stringify({ size: 100 }));
  await storyboard.later(world.db, { clipId }, { subject: clipId });
  await world
    .db('jobs')
    .where({ subject: clipId })
    .update({ state: 'failed', error: `title: ${marker}` });
  return clipId;
}

const found = ({ world }: Kept) => filesWith(marker, world.storage.root);

describe('erasing a response', () => {
  it('leaves nothing of it in the storage folder', async () => {
    const all = await kept({ recorded: true });
    const clipId = await markMedia(all);
    expect(found(all).join(' '))
      .to.match(/reelay\.sqlite/)
      .and.match(/original/)
      .and.match(/uploads/);
    const erased = await all.member.send('delete', `/responses/${all.id}`);
    expect(erased.headers.location).to.equal(`/forms/${all.form.id}/responses`);
    expect(found(all)).to.deep.equal([]);
    expect(fs.existsSync(all.world.storage.clip(clipId))).to.equal(false);
    for (const table of ['responses', 'answers', 'takes', 'clips', 'transcripts', 'notes', 'ratings']) {
      expect(await all.world.db(table), table).to.be.empty;
    }
  });

  it('leaves other responses as they are', async () => {
    const all = await kept();
    const other = await submission(all.world, all.form, 'Jonas Weber', { kind: 'typed', text: 'Still here.' });
    await all.member.send('delete', `/responses/${all.id}`);
    expect((await all.member.get(`/responses/${other}`)).text).to.include('Still here.');
  });

  it('stands in the trail by id alone, with who did it', async () => {
    const all = await kept();
    await all.member.send('delete', `/responses/${all.id}`);
    const [event] = await listAuditEvents(all.world.db, { action: 'response.erased' }, 5);
    expect(event).to.include({ subjectId: all.id });
    expect(event?.actorId).to.be.a('string');
    expect(event?.details).to.deep.equal({ because: 'member' });
  });

  it('is done again, at the next start, to what a backup brings back', async () => {
    const all = await kept();
    const copy = all.world.storage.temporary('.sqlite');
    await all.world.db.raw('VACUUM INTO ?', [copy]);
    await all.member.send('delete', `/responses/${all.id}`);
    const erasures = await listErasures(all.world.db, '', 10);
    expect(erasures.map(({ id }) => id)).to.deep.equal([all.id]);

    const restored = await makeWorld();
    await restored.db.destroy();
    fs.renameSync(copy, restored.storage.database);
    for (const rest of ['-wal', '-shm']) fs.rmSync(restored.storage.database + rest, { force: true });
    const world = await makeWorld({ STORAGE_DIR: restored.storage.root });
    expect(await world.db('responses')).to.have.length(1);
    await rememberErasures(world.db, erasures);
    await ServerProcess.start(world.storage.root);
    expect(await world.db('responses')).to.be.empty;
    expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
  });
});

describe('exporting a response', () => {
  after(endEngines);

  it('gives everything in one archive, and formulas as text', async () => {
    const all = await kept({ recorded: true });
    await readResponse.now(all.world, { responseId: all.id });
    const { body, headers } = await archive(all);
    expect(headers['content-disposition']).to.equal('attachment; filename=respondent-1.zip');
    const files = await unzipped(body as Buffer);
    expect([...files.keys()]).to.have.members([
      'response.json',
      'answers.csv',
      'media/answer-1-as-sent.webm',
      'media/answer-1.mp4',
      'transcripts/answer-1.vtt',
    ]);
    const whole = JSON.parse(String(files.get('response.json'))) as Record<string, unknown>;
    expect(whole).to.include({ name: marker, email: `${marker}@osei.example`, number: 1 });
    expect(whole.consent).to.include({ text: all.form.draft.consent });
    expect(JSON.stringify(whole)).to.include('came by train').and.include('about Leeds');
    expect(whole.answers).to.have.nested.property('[1].understood.words');
    expect(whole.review).to.have.property('quotes');
    expect(String(files.get('answers.csv'))).to.include(`"'=HYPERLINK(""${marker}"")"`);
    expect(files.get('media/answer-1-as-sent.webm')?.equals(fs.readFileSync(films.recordedTake()))).to.equal(true);
    expect(String(files.get('transcripts/answer-1.vtt')))
      .to.include('WEBVTT')
      .and.include(marker);
    const [event] = await listAuditEvents(all.world.db, { action: 'response.exported' }, 5);
    expect(event?.subjectId).to.equal(all.id);
    expect(JSON.stringify(event)).not.to.include(marker);
  });

  it('is offered with the consent as it was shown, and its time', async () => {
    const { member, id, form } = await kept();
    const { text } = await member.get(`/responses/${id}`);
    expect(text).to.include('Export everything').and.include('Erase response');
    expect(text).to.match(
      new RegExp(`Submitted .* UTC. Agreed then to: “${form.draft.consent.replace('&', '&amp;')}”`),
    );
  });
});

function archive({ app, member, id }: Kept): Promise<Response> {
  const sent = request(app).get(`/responses/${id}/export`).set(member.headers('/'));
  return sent.buffer(true).parse(asBytes).then();
}

function asBytes(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  (response as unknown as NodeJS.ReadableStream)
    .on('data', (piece: Buffer) => pieces.push(piece))
    .on('end', () => done(null, Buffer.concat(pieces)));
}

describe('withdrawing', () => {
  async function thanked() {
    const world = await makeWorld();
    const app = createApp(world);
    const form = await make.form(world, { questions: [make.textQuestion()] });
    const respondent = await Respondent.started(app, form);
    await respondent.post('/1', { text: `It was ${marker}.` });
    await respondent.post('/submission', { name: marker, email: '', consent: 'yes' });
    const { text } = await respondent.get('/thanks');
    const link = /href="(\/f\/[^"]+\/withdrawal\/[^"]+)"/.exec(text)?.[1] ?? '';
    return { world, app, form, respondent, link };
  }

  it('erases everything through the link on the last page, without an account and on any device', async () => {
    const { world, app, form, respondent, link } = await thanked();
    const asked = await request(app).get(link);
    expect(asked.text).to.include('Withdraw your answers?').and.not.include(marker);
    expect(await world.db('responses'), 'looking changes nothing').to.have.length(1);
    const done = await request(app).post(link);
    expect(done.headers.location).to.equal(`/f/${form.slug}/withdrawn`);
    expect((await request(app).get(done.headers.location ?? '')).text).to.include('Your answers are erased');
    expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
    const [event] = await listAuditEvents(world.db, { action: 'response.erased' }, 5);
    expect(event).to.include({ actorId: null });
    expect(event?.details).to.deep.equal({ because: 'respondent' });
    expect((await respondent.get('/thanks')).headers.location).to.equal(`/f/${form.slug}`);
  });

  it('works once, and only with a link of ours', async () => {
    const { world, app, form, link } = await thanked();
    const other = await make.form(world, { questions: [make.textQuestion()] });
    for (const wrong of [`${link}x`, link.replace(form.slug, other.slug), `/f/${form.slug}/withdrawal/nothing`]) {
      expect((await request(app).post(wrong)).status, wrong).to.equal(404);
    }
    await request(app).post(link);
    const again = await request(app).post(link).set('Accept', 'text/html');
    expect(again.status).to.equal(404);
    expect(again.text).to.include('These answers have been erased already');
  });

  it('cannot be done in somebody’s name from another site', async () => {
    const { world, app, link } = await thanked();
    expect((await request(app).post(link).set('Sec-Fetch-Site', 'cross-site')).status).to.equal(403);
    expect(await world.db('responses')).to.have.length(1);
  });
});

import fs from 'node:fs';
import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import type { Annotation, AnnotationDocument, Figure } from '../../src/browser/wire/annotation.ts';
import type { DrawnOver } from '../../src/browser/wire.ts';
import { saveEdit } from '../../src/media/editing.ts';
import { makeEdit } from '../../src/media/make-edit.ts';
import { burnIn } from '../../src/messages/burn-in.ts';
import { runJob } from '../../src/platform/jobs/run.ts';
import { claimJob } from '../../src/platform/jobs/queue.ts';
import { changeLink, switchLink } from '../../src/sharing/link.ts';
import * as films from '../media/films.ts';
import { frameAt } from '../support/frames.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';
import { figure, stroke, words } from './annotations.ts';

const json = { 'Content-Type': 'application/json', Accept: 'application/json' };

describe('annotations of a message', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace(withoutSpeech));
  });

  const filmed = () => makeMessage(world, author, { film: films.phoneFilm(3) });
  const put = (id: string, annotations: Annotation[], revision = 0) =>
    me.send('put', `/messages/${id}/annotations`, { annotations, revision }, json);
  const stored = async (id: string) => (await me.get(`/messages/${id}/annotations`, json)).body as AnnotationDocument;

  it('are there again as their author drew them, and whoever saves without having seen them is told', async () => {
    const { message } = await makeMessage(world, author);
    expect(await stored(message.id)).to.deep.equal({ annotations: [], revision: 0 });
    const drawn = [stroke(), words({ text: '<i>Here</i>' })];
    expect((await put(message.id, drawn)).body).to.deep.equal({ revision: 1 });
    expect(await stored(message.id)).to.deep.equal({ annotations: drawn, revision: 1 });
    for (const stale of [0, 2]) {
      const refused = await put(message.id, [], stale);
      expect(refused.status).to.equal(409);
      expect(refused.body.error).to.include('Somebody else has changed these annotations');
    }
    expect((await put(message.id, [figure('box')], 1)).body).to.deep.equal({ revision: 2 });
  });

  it('that are too many, too long or past the end are refused in a sentence, and those before are still there', async () => {
    const { message } = await makeMessage(world, author);
    const drawn = [figure('arrow')];
    await put(message.id, drawn);
    const points = (count: number) => Array.from({ length: count }, () => [0.5, 0.5] as [number, number]);
    const million = await put(message.id, [stroke({ points: points(1_000_000) })], 1);
    expect([million.status, million.body.error]).to.deep.equal([
      413,
      'This is longer than a page may send. Shorten it and try again.',
    ]);
    const many = await put(message.id, [stroke({ points: points(3000) })], 1);
    expect([many.status, many.body.error]).to.deep.equal([
      422,
      'A stroke has at most 2,000 points. Draw it in several.',
    ]);
    const late = await put(message.id, [figure('box', { span: { start: 8, end: 11 } })], 1);
    expect([late.status, late.body.error]).to.deep.equal([
      422,
      'An annotation cannot last longer than the recording does.',
    ]);
    expect(await stored(message.id)).to.deep.equal({ annotations: drawn, revision: 1 });
  });

  it('are listed beside the transcript and drawn for whoever opens its link, a script in them being words', async () => {
    const { message, path } = await filmed();
    const text = '<script>alert(1)</script>';
    await put(message.id, [
      words({ text, span: { start: 2, end: 3 } }),
      figure('arrow', { span: { start: 1, end: 2 } }),
    ]);
    const viewer = new Visitor(app);
    const page = (await viewer.get(path)).text;
    expect(page).to.include('Text: &lt;script&gt;').and.not.include('<script>alert');
    expect(page.indexOf('>Arrow<')).to.be.below(page.indexOf('Text: &lt;'));
    const { width, height, drawings } = (await viewer.get(`${path}/annotations`, json)).body as DrawnOver;
    expect([width, height, drawings.length]).to.deep.equal([1280, 720, 2]);
    expect(drawings[0]).to.deep.include({ start: 2, end: 3 });
    const colleague = await signedIn(world, app);
    expect((await colleague.get(`/messages/${message.id}`)).text).to.include('Text: &lt;script&gt;');
    expect((await colleague.get(`/messages/${message.id}/annotations/shown`, json)).body.drawings).to.have.length(2);
  });

  it('are burned into a film of its own, each at its moment, which is offered until they change', async () => {
    const { message } = await filmed();
    const box = figure('box', { ...place, span: { start: 0.5, end: 1.5 } });
    await put(message.id, [box]);
    const address = `/messages/${message.id}/burned-in`;
    expect((await me.get(`${address}/film`)).status).to.equal(404);
    const asked = await me.post(address, {}, { 'HX-Request': 'true' });
    expect(asked.text).to.include('hx-trigger="every 2s"').and.include('Drawing the annotations into the film');
    await me.post(address, {}, { 'HX-Request': 'true' });
    expect(await world.db('jobs').where({ name: burnIn.name, subject: message.id })).to.have.length(1);
    await runJobs(world);
    expect((await me.get(address)).text)
      .to.include(`href="${address}/film"`)
      .and.not.include('hx-trigger');
    const answer = await me.get(`${address}/film`);
    expect(answer.headers['content-disposition']).to.include('The new switchboard, annotated.mp4');
    const film = films.written('burned.mp4', answer.body as Buffer);
    expect([0.3, 0.55, 1.4, 1.6].map((seconds) => isBlue(film, seconds))).to.deep.equal([false, true, true, false]);
    await put(message.id, [], 1);
    expect((await me.get(`${address}/film`)).status).to.equal(404);
    await put(message.id, [{ ...box, colour: 'red' }], 2);
    await me.post(address);
    await runJobs(world);
    const names = fs.readdirSync(world.storage.clip(message.clipId)).filter((name) => name.startsWith('burned-in-'));
    expect(names).to.have.length(1);
  });

  it('are burned in for viewers only where their link lets the film be downloaded', async () => {
    const { message, path, link } = await filmed();
    await put(message.id, [figure('box')]);
    const viewer = new Visitor(app);
    const token = { 'X-Token': /data-token="([^"]+)"/.exec((await viewer.get(path)).text)?.[1] ?? '' };
    expect((await viewer.post(`${path}/burned-in`, {}, token)).status).to.equal(403);
    await changeLink(world, author, link.id, { allowsDownload: true });
    expect((await viewer.get(path)).text).to.include('annotations burned in');
    expect((await viewer.post(`${path}/burned-in`)).status).to.equal(403);
    expect((await viewer.post(`${path}/burned-in`, {}, token)).status).to.equal(303);
    await runJobs(world);
    expect((await viewer.get(`${path}/burned-in/film`)).status).to.equal(200);
    await changeLink(world, author, link.id, { allowsDownload: false });
    expect((await viewer.get(`${path}/burned-in/film`)).status).to.equal(403);
  });

  it('move with what is cut out of the film, which takes its own along, also in the film they are burned into', async () => {
    const { message, path } = await filmed();
    const cut = words({ text: 'Secret', span: { start: 0.6, end: 1.4 } });
    await put(message.id, [cut, figure('box', { ...place, span: { start: 1, end: 2.5 } })]);
    await saveEdit(world, message.clipId, { cuts: [[0.5, 1.5]] });
    const viewer = new Visitor(app);
    expect((await viewer.get(path)).text)
      .not.to.include('Secret')
      .and.not.to.include('>Box<');
    await makeEdit.now(world, { clipId: message.clipId });
    expect((await viewer.get(path)).text)
      .to.include('>Box<')
      .and.not.to.include('Secret');
    const answer = (await viewer.get(`${path}/annotations`, json)).body as DrawnOver;
    expect(answer.drawings.map(({ start, end }) => [start, end])).to.deep.equal([[0.5, 1.5]]);
    expect(JSON.stringify(answer)).not.to.include('Secret');
    await me.post(`/messages/${message.id}/burned-in`);
    await runJobs(world);
    const film = films.written('cut.mp4', (await me.get(`/messages/${message.id}/burned-in/film`)).body as Buffer);
    expect([0.3, 0.6, 1.4, 1.6].map((seconds) => isBlue(film, seconds))).to.deep.equal([false, true, true, false]);
    const hiding = { cuts: [], regions: [{ ...hidden, start: 0, end: 3 }] };
    expect((await me.send('put', `/messages/${message.id}/edit`, hiding, json)).status).to.equal(200);
    const files = fs.readdirSync(world.storage.clip(message.clipId), { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.includes('burned-in-'))).to.deep.equal([]);
    expect((await me.get(`/messages/${message.id}/burned-in/film`)).status).to.equal(404);
  });

  it('are drawn in a frame on another site as well, for as long as its link is good', async () => {
    const { message, path, link } = await filmed();
    await put(message.id, [figure('arrow')]);
    await changeLink(world, author, link.id, { sites: ['https://shop.example'] });
    const frame = (await new Visitor(app).get(`/embed${path}`)).text;
    const address = /data-annotations="([^"]+)"/.exec(frame)?.[1] ?? '';
    expect(((await new Visitor(app).get(address, json)).body as DrawnOver).drawings).to.have.length(1);
    await switchLink(world, author, link.id, false);
    expect((await new Visitor(app).get(address, json)).status).to.equal(410);
  });

  it('leave a film without any as it is: there is nothing to be burned in', async () => {
    const { message } = await filmed();
    expect((await me.get(`/messages/${message.id}`)).text).not.to.include('burned in');
    await me.post(`/messages/${message.id}/burned-in`);
    expect(await world.db('jobs').where({ subject: message.id })).to.have.length(0);
  });
});

describe('the button of a message', () => {
  it('stands under the film for everybody, and leads nowhere but to the web', async () => {
    const world = await makeWorld(withoutSpeech);
    const app = createApp(world);
    const author = await makeMember(world);
    const good = { actionLabel: 'Book <me>', actionUrl: 'https://marlow.example/book?a=1&b=2' };
    const page = (await new Visitor(app).get((await makeMessage(world, author, good)).path)).text;
    expect(page).to.include('href="https://marlow.example/book?a=1&amp;b=2"').and.include('Book &lt;me&gt;');
    expect(page).to.include('Opens marlow.example').and.include('rel="noopener noreferrer"');
    const bad = { actionLabel: 'Press', actionUrl: 'javascript:alert(1)' };
    expect((await new Visitor(app).get((await makeMessage(world, author, bad)).path)).text).not.to.include(
      'javascript:',
    );
  });
});

/** Of a box: its upper edge crosses this pixel. */
const place: Partial<Figure> = { from: [0.1, 0.1], to: [0.5, 0.5], colour: 'blue' };
const hidden = { x: 0, y: 0, width: 0.5, height: 0.5, look: 'solid' } as const;

function isBlue(film: string, seconds: number): boolean {
  const [red, , blue] = frameAt(film, seconds).at(Math.round(0.3 * 320), Math.round(0.1 * 180));
  return blue > red + 100;
}

async function runJobs(world: World): Promise<void> {
  for (let row; (row = await claimJob(world.db, world.clock, 'short'));) {
    if (row.name === burnIn.name) await runJob(world, [burnIn], row, new AbortController().signal);
  }
}

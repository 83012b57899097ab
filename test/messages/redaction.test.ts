import fs from 'node:fs';
import { expect } from 'chai';
import type { Express } from 'express';
import type { Response } from 'supertest';
import type { Member } from '../../src/accounts/member.ts';
import type { MessageEdit } from '../../src/browser/wire.ts';
import { makeEdit } from '../../src/media/make-edit.ts';
import { storyboard } from '../../src/media/storyboard.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { changeLink } from '../../src/sharing/link.ts';
import { contrastAt, pictureContrast, telling } from '../media/edited-films.ts';
import { filmPath } from '../media/films.ts';
import { makeMessage } from '../support/message.ts';
import { signedIn, Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { withoutSpeech, type World } from '../support/world.ts';

const parts = 'play download poster thumb peaks silences storyboard sprite'.split(' ');
const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
const segments = [
  { start: 0, end: 2, text: 'Here is the plan.' },
  { start: 2, end: 4, text: 'The password is Marzipan.' },
  { start: 4, end: 6, text: 'And that was all.' },
];

describe('what is taken out of a message', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;
  let colleague: Visitor;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace(withoutSpeech));
    colleague = await signedIn(world, app);
  });

  it('is gone from everything that others can fetch, from the moment it is saved', async () => {
    const { message, viewer, path } = await shared();
    const patterns = { x: 0.5, y: 0, width: 0.5, height: 1, start: 0, end: 6, look: 'blur' };
    expect(contrastOf(await viewer.get(`${path}/poster`))).to.be.above(80);
    const saved = await put(message.id, { regions: [patterns], mutes: [[2, 4]], revision: 0 });
    expect(saved).to.include({ revision: 1, showing: 'preparing' });

    for (const part of [...parts, 'original']) {
      for (const [who, at] of [
        [viewer, path],
        [colleague, `/clips/${message.clipId}`],
        [me, `/clips/${message.clipId}`],
      ] as const) {
        const refused = await who.get(`${at}/${part}`);
        expect(refused.status, `${part} of ${at}`).to.be.oneOf(part === 'original' ? [404, 503] : [503]);
        if (refused.status === 503) expect(refused.text).to.include('plays again in a moment');
      }
    }
    expect((await viewer.get(path)).text)
      .to.include('just changed')
      .and.not.include('Marzipan');
    expect((await viewer.get(`${path}/captions`)).text)
      .to.include('[removed]')
      .and.not.include('Marzipan');
    expect(await found('Marzipan', message.clipId)).to.equal(false);

    await drainJobs(world, [makeEdit]);
    for (const [who, at] of [
      [viewer, path],
      [colleague, `/clips/${message.clipId}`],
    ] as const) {
      for (const part of ['play', 'download']) {
        const file = filmPath(`${part}.mp4`);
        fs.writeFileSync(file, (await who.get(`${at}/${part}`)).body as Buffer);
        for (const moment of [0, 1, 3, 5.9]) expect(contrastAt(file, moment), `${part} at ${moment}`).to.be.below(12);
      }
      for (const part of ['poster', 'thumb', 'sprite']) {
        expect(contrastOf(await who.get(`${at}/${part}`), part), part).to.be.below(15);
      }
      expect((await who.get(`${at}/original`)).status).to.equal(404);
    }
    const page = await viewer.get(path);
    expect(page.text).to.include('<media-controller').and.include('Here is the plan.').and.not.include('Marzipan');
  });

  it('is still there for its author, where they change it, and for nobody else', async () => {
    const { message, viewer, path } = await shared();
    await put(message.id, { cuts: [[2, 4]] });
    const whole = await me.get(`/messages/${message.id}/whole/play`);
    expect(whole.body).to.deep.equal(fs.readFileSync(world.storage.clip(message.clipId, 'play.mp4')));
    expect(whole.get('Cache-Control')).to.include('no-cache');
    expect((await colleague.get(`/messages/${message.id}/whole/play`)).status).to.equal(404);
    await put(message.id, { cuts: [] });
    expect((await viewer.get(`${path}/play`)).body).to.deep.equal(whole.body);
  });

  it('is cut out of the words as well, whose times are those of what is left', async () => {
    const { message, viewer, path } = await shared();
    await put(message.id, { cuts: [[2, 4]] });
    const { text } = await viewer.get(`${path}/captions`);
    expect(text).to.include('00:00:02.000 --> 00:00:04.000\nAnd that was all.').and.not.include('password');
    expect(await found('Marzipan', message.clipId)).to.equal(false);
    await put(message.id, { cuts: [] });
    expect((await viewer.get(`${path}/captions`)).text).to.include('Marzipan');
    expect(await found('Marzipan', message.clipId)).to.equal(true);
  });

  it('is not changed over what somebody else changed meanwhile, nor by what makes no sense', async () => {
    const { message } = await shared();
    await put(message.id, { cuts: [[2, 4]], revision: 0 });
    const late = await me.send('put', `/messages/${message.id}/edit`, { cuts: [], revision: 0 }, json);
    expect([late.status, late.body.error]).to.deep.equal([
      409,
      'This recording was changed in another place. Load the page again to see how, then change it.',
    ]);
    const wrong: [object, RegExp][] = [
      [{ cuts: [[5, 99]] }, /past the end/],
      [{ cuts: [['a', 'b']] }, /number/],
      [{ regions: [{ x: 1 }] }, /number/],
      [{ cuts: Array.from({ length: 500_000 }, () => [1, 2]) }, /too many/],
      [{}, /taken out/],
    ];
    for (const [body, words] of wrong) {
      const refused = await me.send('put', `/messages/${message.id}/edit`, body, json);
      expect(refused.status).to.equal(422);
      expect(refused.body.error).to.match(words);
    }
    const { body } = await me.get(`/messages/${message.id}/edit`, json);
    expect(body).to.deep.include({ cuts: [[2, 4]], revision: 1 });
  });

  it('stays hidden when it cannot be made, and the author is told why and tries again', async () => {
    const { message, viewer, path } = await shared();
    const play = world.storage.clip(message.clipId, 'play.mp4');
    const film = fs.readFileSync(play);
    fs.writeFileSync(play, 'no film');
    await put(message.id, { cuts: [[2, 4]] });
    await drainJobs(world, [makeEdit]);
    const { body } = (await me.get(`/messages/${message.id}/edit`, json)) as { body: MessageEdit };
    expect(body.showing).to.equal('failed');
    expect(body.error).to.include('could not read');
    expect((await viewer.get(`${path}/play`)).status).to.equal(503);
    fs.writeFileSync(play, film);
    await me.send('post', `/messages/${message.id}/edit`, {}, json);
    await drainJobs(world, [makeEdit]);
    expect((await viewer.get(`${path}/play`)).status).to.equal(200);
  });

  it('can be removed for good: then it is nowhere on the server, and nothing can be cut any more', async () => {
    const { message, viewer, path } = await shared();
    await me.send('put', `/messages/${message.id}/sentences/1`, { text: 'The password was Nougat.' });
    await put(message.id, { cuts: [[2, 4]], mutes: [[4, 4.4]] });
    expect((await me.send('delete', `/messages/${message.id}/whole`, { sure: 'yes' })).status).to.equal(409);
    await drainJobs(world, [makeEdit]);
    expect((await me.get(`/messages/${message.id}/trim`)).text).to.include('Remove for good');
    expect((await me.send('delete', `/messages/${message.id}/whole`)).status).to.equal(422);
    const before = (await viewer.get(`${path}/captions`)).text;
    expect((await me.send('delete', `/messages/${message.id}/whole`, { sure: 'yes' })).status).to.equal(303);
    expect(fs.readdirSync(world.storage.clip(message.clipId))).to.deep.equal(['edit-1']);
    expect((await me.get(`/messages/${message.id}/whole/play`)).status).to.equal(404);
    expect((await viewer.get(`${path}/play`)).status).to.equal(200);
    expect((await viewer.get(`${path}/captions`)).text).to.equal(before);
    expect(before).to.include('[removed]');
    const kept = JSON.stringify([await world.db('transcript_segments'), await world.db('segment_versions')]);
    expect(kept).to.not.include('Nougat');
    const late = await me.send('put', `/messages/${message.id}/edit`, { cuts: [] }, json);
    expect([late.status, late.body.error]).to.deep.equal([
      409,
      'What was cut from this recording was removed for good. It cannot be cut any more.',
    ]);
    expect((await me.get(`/messages/${message.id}/trim`)).text).to.include('removed for good on');
  });

  async function shared() {
    const { message, link, path } = await makeMessage(world, author, { film: telling('baseline'), segments });
    await storyboard.now(world, { clipId: message.clipId });
    await changeLink(world, author, link.id, { allowsDownload: true });
    const viewer = new Visitor(app);
    await viewer.get(path);
    return { message, viewer, path };
  }

  async function found(words: string, inClip: string): Promise<boolean> {
    const index = world.db('search_index').join('search_documents as d', 'd.id', 'search_index.rowid');
    return (await index.where('d.clip_id', inClip).whereRaw('search_index MATCH ?', [`said : "${words}"`])).length > 0;
  }

  async function put(id: string, body: object): Promise<MessageEdit> {
    const answer = await me.send('put', `/messages/${id}/edit`, body, json);
    expect(answer.status, answer.text).to.equal(200);
    return answer.body as MessageEdit;
  }

  /** Of the right half of a picture, or of the second picture of a sheet. */
  function contrastOf({ body, status }: Response, part = 'poster'): number {
    expect(status).to.equal(200);
    const file = filmPath(`${part}.webp`);
    fs.writeFileSync(file, body as Buffer);
    return pictureContrast(file, part === 'sprite' ? 'crop=70:70:245:10' : 'crop=iw*0.4:ih*0.7:iw*0.55:ih*0.15');
  }
});

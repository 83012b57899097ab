import fs from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import type { Clip } from '../../src/media/clip.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { applyRetention } from '../../src/responses/retention.ts';
import * as films from '../media/films.ts';
import { arrived } from '../support/clip.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const day = 86_400;

describe('how long a form keeps answers', () => {
  it('is for good until somebody decides, after having seen what would go', async () => {
    const { world, owner, form, old } = await workspace();
    await night(world);
    expect(await responses(world)).to.include(old.id);
    const { text } = await owner.get(`/admin/storage/forms/${form.id}?mediaDays=30&responseDays=`);
    expect(words(text)).to.include('Today that would be 0 responses and 1 recording or file, 11 MB.');
    expect(words(text)).to.include('This cannot be undone');
    expect(await world.db('form_retention').select()).to.deep.equal([]);
  });

  it('is announced for a week, on the page of the form and in the panel, and then done', async () => {
    const { world, owner, form, old } = await workspace();
    await owner.send('put', `/admin/storage/forms/${form.id}`, { mediaDays: '', responseDays: '30' });
    await night(world);
    expect(await responses(world)).to.include(old.id);
    const page = words((await owner.get(`/forms/${form.id}/responses`)).text);
    expect(page).to.include('Responses are deleted 30 days after they were submitted.').and.include('This begins on');
    expect(page).to.include('In the next 7 days that takes 1 response and 1 recording or file.');
    const storage = words((await owner.get('/admin/storage')).text);
    expect(storage).to.include('What goes in the next 7 days').and.include('responses 30 days');

    world.clock.forward(7 * day + 1);
    const fresh = await submission(world, form, 'Dev Patel');
    await night(world);
    expect(await responses(world)).to.deep.equal([fresh]);
    expect(fs.existsSync(world.storage.clip(old.clip.id))).to.equal(false);
  });

  it('may be shorter for recordings: what was written, ratings and notes stay', async () => {
    const { world, owner, form, old } = await workspace();
    await owner.send('put', `/admin/storage/forms/${form.id}`, { mediaDays: '30', responseDays: '' });
    world.clock.forward(7 * day + 1);
    await night(world);
    expect(await responses(world)).to.deep.equal([old.id]);
    expect(fs.existsSync(world.storage.clip(old.clip.id))).to.equal(false);
    const page = await owner.get(`/responses/${old.id}`);
    expect(page.status).to.equal(200);
    expect(words(page.text)).to.include('This was deleted, as the form is set up.');
    await night(world);
    expect(await world.db('audit_events').where({ action: 'retention.applied' })).to.have.length(1);
  });

  it('can be taken back before it begins', async () => {
    const { world, owner, form, old } = await workspace();
    await owner.send('put', `/admin/storage/forms/${form.id}`, { mediaDays: '1', responseDays: '1' });
    await owner.send('delete', `/admin/storage/forms/${form.id}`);
    world.clock.forward(30 * day);
    await night(world);
    expect(await responses(world)).to.deep.equal([old.id]);
    expect((await owner.get(`/forms/${form.id}/responses`)).text).to.not.include('are deleted');
  });

  for (const [mediaDays, responseDays] of [
    ['', ''],
    ['0', ''],
    ['', 'soon'],
    ['-1', '9'],
    ['99999', ''],
  ]) {
    it(`is not “${mediaDays}” and “${responseDays}” days`, async () => {
      const { owner, form } = await workspace();
      const path = `/admin/storage/forms/${form.id}`;
      const asked = await owner.get(`${path}?mediaDays=${mediaDays}&responseDays=${responseDays}`);
      expect(asked.status).to.equal(422);
      expect(asked.text).to.match(/Write a (whole )?number of days/);
      expect((await owner.send('put', path, { mediaDays, responseDays })).status).to.equal(422);
    });
  }
});

/** A form with a response of forty days ago that holds a recording. */
async function workspace() {
  const world = await makeWorld();
  const owner = await signedIn(world, createApp(world), { role: 'owner' });
  const form = await make.form(world);
  const clip: Clip = await arrived(world, films.silentFilm(), {}, { state: 'ready', bytes: 11_000_000 });
  const id = await submission(world, form);
  await world.db('answers').where({ response_id: id }).update({ kind: 'video', text: null, clip_id: clip.id });
  const submitted_at = new Date(world.clock.now().getTime() - 40 * day * 1000).toISOString();
  await world.db('responses').where({ id }).update({ submitted_at });
  return { world, owner, form, old: { id, clip } };
}

async function night(world: World): Promise<void> {
  await applyRetention(world);
  await drainJobs(world, jobs);
}

async function responses({ db }: World): Promise<string[]> {
  const rows: { id: string }[] = await db('responses').orderBy('id').select('id');
  return rows.map(({ id }) => id);
}

/** What a page says, as one line. */
function words(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' .', '.')
    .replaceAll(' ,', ',');
}

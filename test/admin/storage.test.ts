import { expect } from 'chai';
import type { Express } from 'express';
import { beforeEach, describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { readSettings } from '../../src/accounts/settings.ts';
import { isLow } from '../../src/platform/disk.ts';
import { arrived } from '../support/clip.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, signedIn, type Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from '../media/films.ts';

describe('the page about storage', () => {
  let world: World;
  let app: Express;
  let owner: Visitor;

  beforeEach(async () => {
    world = await makeWorld();
    app = createApp(world);
    owner = await signedIn(world, app, { role: 'owner' });
  });

  it('shows the owner how much room there is and what takes it', async () => {
    await arrived(world, films.silentFilm(), {}, { state: 'ready', bytes: 11_000_000, renditionBytes: 7_000_000 });
    const { text } = await owner.get('/admin/storage');
    expect(text).to.match(/<meter[^>]+max="\d+" value="\d+"/);
    expect(words(text)).to.include('Originals 1 recording and files as they were sent 11 MB');
    expect(words(text)).to.match(/Renditions .*? 7.0 MB/);
    expect(words(text)).to.match(/Database .*? [\d.]+ [KM]B/);
  });

  it('shows the owner which messages take most, and no title of a private one', async () => {
    const author = await makeMember(world, { name: 'Ruth Calder' });
    for (const [title, isPrivate] of [
      ['The plan', false],
      ['Salaries', true],
    ] as const) {
      const { message } = await makeMessage(world, author, { title, isPrivate });
      await world.db('clips').where({ id: message.clipId }).update({ bytes: 5_000_000, rendition_bytes: 1_000_000 });
    }
    const { text } = await owner.get('/admin/storage');
    expect(words(text)).to.include('The plan Ruth Calder 6.0 MB').and.include('A private message Ruth Calder 6.0 MB');
    expect(text).not.to.include('Salaries');
  });

  it('asks before originals are deleted, and does as the owner decides', async () => {
    const asked = await owner.get('/admin/storage/retention?days=30');
    expect(words(asked.text)).to.include('Delete originals after 30 days?').and.include('This cannot be undone.');
    expect((await readSettings(world.db)).deleteOriginalsAfterDays).to.equal(null);
    await owner.send('put', '/admin/storage/retention', { days: '30' });
    expect((await readSettings(world.db)).deleteOriginalsAfterDays).to.equal(30);
    expect(words((await owner.get('/admin/storage')).text)).to.include('once they are 30 days old');
    await owner.send('delete', '/admin/storage/retention');
    expect((await readSettings(world.db)).deleteOriginalsAfterDays).to.equal(null);
  });

  for (const days of ['0', 'soon', '-3', '4000']) {
    it(`does not take “${days}” for a number of days`, async () => {
      const refused = await owner.get(`/admin/storage/retention?days=${days}`);
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('Write a whole number of days');
      expect((await owner.send('put', '/admin/storage/retention', { days })).status).to.equal(422);
    });
  }

  it('warns while there is still room to act', () => {
    expect(isLow({ free: 9e9, total: 100e9 })).to.equal(true);
    expect(isLow({ free: 1.9e9, total: 10e9 })).to.equal(true);
    expect(isLow({ free: 11e9, total: 100e9 })).to.equal(false);
  });
});

/** What a page says, as one line. */
function words(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

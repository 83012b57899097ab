import { expect } from 'chai';
import type { Express } from 'express';
import { beforeEach, describe, it } from 'mocha';
import sharp from 'sharp';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { readSettings } from '../../src/accounts/settings.ts';
import { findRetention } from '../../src/responses/retention.ts';
import * as make from '../support/make.ts';
import { signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('the settings of the workspace', () => {
  let world: World;
  let app: Express;
  let admin: Visitor;

  beforeEach(async () => {
    world = await makeWorld();
    app = createApp(world);
    admin = await signedIn(world, app, { role: 'admin' });
    await admin.get('/admin/settings');
  });

  it('the company’s name stands where respondents and members read it', async () => {
    const form = await make.form(world, { questions: [make.textQuestion()] });
    expect((await admin.send('put', '/admin/settings/company', { company: 'Osei & Daughters' })).status).to.equal(303);
    for (const page of [`/f/${form.slug}`, '/sign-in']) {
      expect((await request(app).get(page).set('Accept', 'text/html')).text).to.include('Osei &amp; Daughters');
    }
    expect(await changed()).to.deep.equal(['company']);
  });

  it('a name is asked for', async () => {
    const refused = await admin.send('put', '/admin/settings/company', { company: ' ' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Write the name of your company.');
  });

  it('a logo stands on respondents’ pages and where people sign in, until it is removed', async () => {
    const form = await make.form(world, { questions: [make.textQuestion()] });
    expect((await admin.postFile('/admin/settings/logo', 'logo', await picture(900, 300), 'logo.png')).status).to.equal(
      303,
    );
    const { text } = await request(app).get(`/f/${form.slug}`).set('Accept', 'text/html');
    const [, path = '', width, height] = /src="(\/brand\/logo\/\d+)" width="(\d+)" height="(\d+)"/.exec(text) ?? [];
    expect([width, height]).to.deep.equal(['288', '96']);
    const logo = await request(app).get(path).responseType('blob');
    expect(logo.headers['content-type']).to.equal('image/png');
    expect(logo.headers['cache-control']).to.include('immutable');
    expect(await sharp(logo.body as Buffer).metadata()).to.include({ format: 'png', width: 288, height: 96 });
    expect((await request(app).get('/sign-in')).text).to.include(path);

    await admin.send('delete', '/admin/settings/logo');
    expect((await request(app).get('/sign-in')).text).to.not.include('/brand/logo');
    expect((await request(app).get(path)).status).to.equal(404);
    expect(await changed()).to.deep.equal(['logo', 'logo']);
  });

  it('a new logo has a new address, so that no browser shows the old one', async () => {
    const paths = new Set<string | undefined>();
    for (const width of [40, 50]) {
      await admin.postFile('/admin/settings/logo', 'logo', await picture(width, 40), 'logo.png');
      paths.add(/\/brand\/logo\/\d+/.exec((await admin.get('/admin/settings')).text)?.[0]);
    }
    expect(paths).to.have.property('size', 2);
    expect(await world.db('logos')).to.have.length(1);
  });

  for (const [what, file, sentence] of [
    [
      'an SVG',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'An SVG can hold programs',
    ],
    ['a text', Buffer.from('not a picture at all'), 'This is not a picture.'],
    ['half a PNG', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'We could not read this picture.'],
    ['nothing', Buffer.alloc(0), 'There is nothing in this file.'],
    ['too large a file', Buffer.alloc(2_100_000), 'The file is larger than 2.0 MB. Choose a smaller one.'],
  ] as const) {
    it(`${what} is refused as a logo, in words beside the field`, async () => {
      const refused = await admin.postFile('/admin/settings/logo', 'logo', file, 'logo.png');
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include(sentence).and.include('id="logo-error"');
      expect(await world.db('logos')).to.be.empty;
    });
  }

  it('a logo is not taken without the page’s token, nor from a member', async () => {
    const png = await picture(40, 40);
    const stranger = new Visitor(app);
    expect((await stranger.postFile('/admin/settings/logo', 'logo', png, 'logo.png')).status).to.equal(403);
    const member = await signedIn(world, app);
    expect((await member.postFile('/admin/settings/logo', 'logo', png, 'logo.png')).status).to.equal(403);
    admin.readToken({ text: 'name="_csrf" value="another"' });
    expect((await admin.postFile('/admin/settings/logo', 'logo', png, 'logo.png')).status).to.equal(403);
    expect(await world.db('logos')).to.be.empty;
  });

  it('a colour is answered at once with how it can be read, and then worn by every page', async () => {
    const told = await admin.get('/admin/settings/accent?accent=%23ffe600');
    expect(words(told.text)).to.include('Light: a darker one').and.include('Dark: your colour, #ffe600.');
    await admin.send('put', '/admin/settings/accent', { accent: '#FFE600' });
    const { text } = await request(app).get('/sign-in');
    expect(text).to.include('href="/brand.css?v=ffe600"');
    const styles = await request(app).get('/brand.css?v=ffe600');
    expect(styles.text).to.include('#ffe600');
    expect(styles.headers['cache-control']).to.include('immutable');
    expect((await request(app).get('/brand.css?v=015c68')).headers['cache-control']).to.equal('no-cache');
    await admin.send('delete', '/admin/settings/accent');
    expect((await request(app).get('/sign-in')).text).to.not.include('brand.css');
    expect(await changed()).to.deep.equal(['accentColour', 'accentColour']);
  });

  for (const accent of ['', 'petrol', '#fff', '#12345g', '#015c68;}']) {
    it(`does not take “${accent}” for a colour`, async () => {
      const asked = await admin.get(`/admin/settings/accent?accent=${encodeURIComponent(accent)}`);
      const put = await admin.send('put', '/admin/settings/accent', { accent });
      for (const refused of [asked, put]) {
        expect(refused.status).to.equal(422);
        expect(refused.text).to.include('Write a colour as six digits, such as #015c68.');
      }
    });
  }

  it('forms made from now on keep answers as long as was decided, and each announces it for a week', async () => {
    const before = await make.form(world);
    const decided = await admin.send('put', '/admin/settings/retention', { mediaDays: '90', responseDays: '' });
    expect(decided.status).to.equal(303);
    const after = await make.form(world);
    expect(await findRetention(world, before.id)).to.equal(undefined);
    expect(await findRetention(world, after.id)).to.include({ mediaDays: 90, responseDays: null });
    expect((await admin.get(`/forms/${after.id}/responses`)).text).to.include('This begins on');
    expect((await admin.get('/admin/settings')).text).to.match(/name="mediaDays"[^>]*value="90"/);
    const refused = await admin.send('put', '/admin/settings/retention', { mediaDays: 'soon', responseDays: '0' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Write a whole number of days');
    expect((await readSettings(world.db)).newForms).to.deep.equal({ mediaDays: 90, responseDays: null });
    await admin.send('put', '/admin/settings/retention', { mediaDays: '', responseDays: '' });
    expect(await findRetention(world, (await make.form(world)).id)).to.equal(undefined);
    expect(await changed()).to.deep.equal(['newForms', 'newForms']);
  });

  it('who may share with people outside is decided once, for all members', async () => {
    expect((await admin.send('put', '/admin/settings/sharing', { sharedBy: 'admins' })).status).to.equal(303);
    expect((await readSettings(world.db)).sharedBy).to.equal('admins');
    const refused = await admin.send('put', '/admin/settings/sharing', { sharedBy: 'everybody' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Choose who may share.');
    expect(await changed()).to.deep.equal(['sharedBy']);
  });

  it('who must use two-factor is decided by role, and what is as it was is not told as a change', async () => {
    const decide = (roles: string[]) => admin.send('put', '/admin/settings/two-factor', { roles });
    await decide(['reviewer', 'member', 'emperor']);
    expect((await readSettings(world.db)).twoFactorRoles).to.deep.equal(['member', 'reviewer']);
    expect((await admin.get('/admin/settings')).text).to.match(/value="member" checked/);
    await decide(['member', 'reviewer']);
    await decide([]);
    expect((await readSettings(world.db)).twoFactorRoles).to.deep.equal([]);
    expect(await changed()).to.deep.equal(['twoFactorRoles', 'twoFactorRoles']);
  });

  async function changed() {
    const events = await listAuditEvents(world.db, { action: 'settings.changed' }, 9);
    return events.map(({ details }) => details.name);
  }
});

function picture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 4, background: '#015c68' } })
    .png()
    .toBuffer();
}

/** What a page says, as one line. */
function words(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

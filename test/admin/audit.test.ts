import { expect } from 'chai';
import type { Express } from 'express';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { audit } from '../../src/accounts/audit.ts';
import type { Member } from '../../src/accounts/member.ts';
import { newId } from '../../src/platform/ids.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('the page about what happened', () => {
  let world: World;
  let app: Express;
  let ruth: Member;
  let admin: Visitor;

  beforeEach(async () => {
    world = await makeWorld();
    app = createApp(world);
    ruth = await makeMember(world, { name: 'Ruth Calder', role: 'admin' });
    admin = new Visitor(app);
    await admin.signIn(ruth);
  });

  it('tells each event in a sentence, with the names that people have now', async () => {
    const priya = await makeMember(world, { name: 'Priya <Nair>' });
    await audit(world, ruth.id, 'person.role-changed', priya.id, { from: 'member', to: 'reviewer' });
    await audit(world, null, 'backup.failed');
    await audit(world, ruth.id, 'settings.changed', null, { name: 'company' });
    const said = words((await admin.get('/admin/audit')).text);
    expect(said).to.include('Ruth Calder made Priya &lt;Nair&gt; a reviewer');
    expect(said).to.include('Reelay could not make a backup');
    expect(said).to.include('Ruth Calder changed the name of the company');
  });

  it('tells what is gone by the end of its id, and what it does not know by its own name', async () => {
    const gone = newId();
    await audit(world, ruth.id, 'form.deleted', gone);
    await audit(world, ruth.id, 'room.opened', gone);
    const said = words((await admin.get('/admin/audit')).text);
    expect(said).to.include(`Ruth Calder deleted the form …${gone.slice(-6)}`);
    expect(said).to.include(`Ruth Calder room.opened: …${gone.slice(-6)}`);
  });

  it('tells whose response was exported for as long as it is there', async () => {
    const form = await make.form(world, { title: 'Office manager', questions: [make.textQuestion()] });
    const id = await submission(world, form, 'Amara Osei');
    await audit(world, ruth.id, 'response.exported', id);
    expect(words((await admin.get('/admin/audit')).text)).to.include(
      'exported the response of Amara Osei to “Office manager”',
    );
    await world.db('responses').delete();
    const { text } = await admin.get('/admin/audit');
    expect(text)
      .to.include(`exported the response of …${id.slice(-6)}`)
      .and.not.include('Amara');
  });

  it('holds who published a form and who deleted it', async () => {
    const form = await make.form(world, { title: 'Office manager', questions: [make.textQuestion()] });
    await admin.get(`/forms/${form.id}/edit`);
    await admin.post(`/forms/${form.id}/publication`);
    expect(words((await admin.get('/admin/audit')).text)).to.include('Ruth Calder published “Office manager”');
    await admin.send('delete', `/forms/${form.id}`);
    const said = words((await admin.get('/admin/audit')).text);
    expect(said).to.include(`Ruth Calder deleted the form …${form.id.slice(-6)}`);
    expect(said).to.not.include('Office manager');
  });

  it('is narrowed by person, by kind and by day', async () => {
    const priya = await makeMember(world, { name: 'Priya Nair' });
    await audit(world, ruth.id, 'person.disabled', priya.id);
    await audit(world, priya.id, 'password.changed', priya.id);
    await audit(world, null, 'backup.made');
    expect(await shown('?person=nair')).to.have.members([
      'Priya Nair changed their password',
      'Ruth Calder disabled the account of Priya Nair',
    ]);
    expect(await shown('?kind=running')).to.deep.equal(['Reelay made a backup']);
    const today = world.clock.now().toISOString().slice(0, 10);
    expect(await shown(`?kind=running&from=${today}&to=${today}`)).to.have.length(1);
    expect(await shown('?to=2020-01-01')).to.be.empty;
    expect(words((await admin.get('/admin/audit?to=2020-01-01')).text)).to.include('Nothing here fits.');
  });

  it('counts days in the zone of who reads', async () => {
    await world.db('members').where({ id: ruth.id }).update({ time_zone: 'Pacific/Auckland' });
    const at = '2026-07-01T13:00:00.000Z';
    await world.db('audit_events').insert({ id: newId(), at, action: 'backup.made', details: '{}' });
    expect(await shown('?kind=running&from=2026-07-02&to=2026-07-02')).to.have.length(1);
    expect(await shown('?kind=running&to=2026-07-01')).to.be.empty;
    expect((await admin.get('/admin/audit?kind=running')).text).to.include('2 July 2026 at 01:00');
  });

  for (const [query, sentence] of [
    ['from=soon', 'Choose a day, such as 2026-11-25.'],
    ['from=2026-02-31', 'Choose a day, such as 2026-11-25.'],
    ['from=2026-11-25&to=2026-11-24', 'The last day must not come before the first.'],
    [`person=${'a'.repeat(121)}`, 'Use at most 120 characters.'],
  ] as const) {
    it(`says what is wrong with ${query.slice(0, 40)}`, async () => {
      const refused = await admin.get(`/admin/audit?${query}`);
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include(sentence);
    });
  }

  it('is turned over page by page', async () => {
    for (let i = 1; i <= 60; i++) await audit(world, ruth.id, 'test.counted', null, { i });
    const first = await admin.get('/admin/audit');
    expect(first.text.match(/test\.counted/g)).to.have.length(50);
    const older = /href="(\/admin\/audit\?before=[^"]+)"/.exec(first.text)?.[1] ?? '';
    expect((await admin.get(older)).text.match(/test\.counted/g)).to.have.length(10);
  });

  it('is exported as CSV, all of what was asked for, with nothing that a spreadsheet would calculate', async () => {
    const eve = await makeMember(world, { name: '=HYPERLINK("http://evil.example")' });
    await world.db.batchInsert(
      'audit_events',
      Array.from({ length: 700 }, () => event('person.enabled', ruth.id, eve.id)),
      100,
    );
    await audit(world, eve.id, 'password.changed', eve.id);
    const exported = await admin.get('/admin/audit/export?person=hyperlink');
    expect(exported.headers['content-type']).to.equal('text/csv; charset=utf-8');
    expect(exported.headers['content-disposition']).to.equal('attachment; filename=audit.csv');
    const rows: Record<string, string>[] = parse(exported.text, { columns: true, bom: true });
    expect(rows).to.have.length(701);
    const own = rows.find(({ Action }) => Action === 'password.changed');
    expect(own?.Who).to.equal(`'=HYPERLINK("http://evil.example")`);
    expect(words((await admin.get('/admin/audit')).text)).to.include('Ruth Calder exported the audit trail');
  });

  async function shown(query: string): Promise<string[]> {
    const { text } = await admin.get(`/admin/audit${query}`);
    const rows = [...text.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)];
    return rows.map(([, who, what]) => `${who} ${what}`);
  }
});

function event(action: string, actor: string, subject: string) {
  return { id: newId(), at: new Date().toISOString(), action, actor_id: actor, subject_id: subject, details: '{}' };
}

/** What a page says, as one line. */
function words(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../src/app.ts';
import { createClip } from '../src/media/clip.ts';
import { newId } from '../src/platform/ids.ts';
import * as make from './support/make.ts';
import { Respondent } from './support/respondent.ts';
import { submission } from './support/submission.ts';
import { makeMember, signedIn, Visitor } from './support/visitor.ts';
import { makeWorld, type World } from './support/world.ts';

/** Who a route is for. `run`: the respondent whose run it is, by cookie and token. `ticket`: see media/upload.test.ts. */
type For = 'everyone' | 'run' | 'ticket' | 'members' | 'admins';

const table: Record<string, For> = {
  'get /healthz': 'everyone',
  '_all /^\\/uploads(\\/.*)?$/': 'ticket',

  'get /f/:slug': 'everyone',
  'post /f/:slug/responses': 'everyone',
  'get /f/:slug/thanks': 'everyone',
  'get /f/:slug/practice': 'everyone',
  'get /f/:slug/continue/:secret': 'everyone',
  'post /f/:slug/continue/:secret': 'everyone',
  'get /f/:slug/questions/:questionId/prompt': 'everyone',
  'get /f/:slug/:n': 'run',
  'get /f/:slug/finish': 'run',
  'get /f/:slug/continue': 'run',
  'get /f/:slug/takes/:takeId/media': 'run',
  'post /f/:slug/:n': 'run',
  'post /f/:slug/submission': 'run',
  'post /f/:slug/questions/:questionId/takes': 'run',
  'post /f/:slug/questions/:questionId/file': 'run',
  'post /f/:slug/questions/:questionId/thinking': 'run',
  'post /f/:slug/uplink': 'run',
  'post /f/:slug/takes/:takeId/parts': 'run',
  'delete /f/:slug/takes/:takeId': 'run',
  'post /f/:slug/takes/:takeId/confirmation': 'run',
  'post /f/:slug/takes/:takeId/choice': 'run',

  'get /': 'everyone',
  'get /brand.css': 'everyone',
  'get /brand/logo/:version': 'everyone',
  '_all /setup': 'everyone',
  'get /setup': 'everyone',
  'post /setup': 'everyone',
  'get /sign-in': 'everyone',
  'get /sign-in/provider': 'everyone',
  'get /sign-in/provider/callback': 'everyone',
  'post /sign-in': 'everyone',
  'post /sign-out': 'everyone',
  'get /join/:id/:secret': 'everyone',
  'post /join/:id/:secret': 'everyone',

  'get /forms': 'members',
  'get /forms/new': 'members',
  'post /forms': 'members',
  'get /forms/:id': 'members',
  'get /forms/:id/edit': 'members',
  'get /forms/:id/preview': 'members',
  'patch /forms/:id': 'members',
  'delete /forms/:id': 'members',
  'post /forms/:id/copies': 'members',
  'post /forms/:id/questions': 'members',
  'post /forms/:id/removed-questions': 'members',
  'patch /forms/:id/questions/:questionId': 'members',
  'delete /forms/:id/questions/:questionId': 'members',
  'put /forms/:id/questions/:questionId/position': 'members',
  'post /forms/:id/questions/:questionId/prompt': 'members',
  'delete /forms/:id/questions/:questionId/prompt': 'members',
  'post /forms/:id/publication': 'members',
  'post /forms/:id/closure': 'members',
  'delete /forms/:id/closure': 'members',
  'put /forms/:id/closing-date': 'members',
  'get /forms/:id/responses': 'members',

  'get /responses/:id': 'members',
  'delete /responses/:id': 'members',
  'put /responses/:id/rating': 'members',
  'put /responses/:id/status': 'members',
  'post /responses/:id/notes': 'members',
  'delete /responses/:id/notes/:noteId': 'members',
  'get /answers/:id/media': 'members',
  'post /answers/:id/media': 'members',
  'get /answers/:id/transcript': 'members',
  'post /answers/:id/transcript': 'members',
  'get /clips/:id/captions': 'members',
  'get /clips/:id/:part': 'members',

  'get /admin/people': 'admins',
  'post /admin/people': 'admins',
  'post /admin/people/:id/invitation': 'admins',
  'post /admin/people/:id/suspension': 'admins',
  'delete /admin/people/:id/suspension': 'admins',
  'get /admin/storage': 'admins',
  'get /admin/storage/retention': 'admins',
  'put /admin/storage/retention': 'admins',
  'delete /admin/storage/retention': 'admins',
  'get /admin/audit': 'admins',
  'get /admin/audit/export': 'admins',
  'get /admin/settings': 'admins',
  'put /admin/settings/company': 'admins',
  'post /admin/settings/logo': 'admins',
  'delete /admin/settings/logo': 'admins',
  'get /admin/settings/accent': 'admins',
  'put /admin/settings/accent': 'admins',
  'delete /admin/settings/accent': 'admins',
  'put /admin/settings/two-factor': 'admins',
  'put /admin/settings/provider': 'admins',
};

const routes = Object.entries(table).map(([route, allowed]) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, path, allowed };
});
const routesFor = (...whom: For[]) => routes.filter(({ allowed }) => whom.includes(allowed));

describe('permissions', () => {
  let world: World;
  let app: Express;
  let concrete: (path: string) => string;

  before(async () => {
    world = await makeWorld();
    app = createApp(world);
    const form = await make.form(world, { questions: [make.textQuestion()] });
    const id = await submission(world, form);
    const answer: { id: string } = await world.db('answers').where({ response_id: id }).first('id');
    const member = await makeMember(world);
    concrete = (path) =>
      path
        .replace(/^\/responses\/:id/, `/responses/${id}`)
        .replace(/^\/forms\/:id/, `/forms/${form.id}`)
        .replace(/^\/answers\/:id/, `/answers/${answer.id}`)
        .replace(/^\/admin\/people\/:id/, `/admin/people/${member.id}`)
        .replace(':questionId', form.draft.questions[0]?.id ?? '')
        .replace(':slug', form.slug)
        .replace(':part', 'play')
        .replace(':n', '1')
        .replace(/:\w+/g, newId());
  });

  /** So many people sign in from one address here that they would be slowed down. */
  beforeEach(async () => {
    if (await world.throttleDb.schema.hasTable('tries')) await world.throttleDb('tries').delete();
  });

  it('every route stands in the table, and nothing else does', () => {
    expect(routesOf(app).toSorted()).to.deep.equal(Object.keys(table).toSorted());
  });

  for (const { route, method, path } of routesFor('members', 'admins')) {
    it(`${route}: a stranger may not`, async () => {
      const response = await ask(request(app), method, concrete(path));
      expectRefused(response);
    });

    it(`${route}: somebody who was disabled may not, although signed in before`, async () => {
      const disabled = await makeMember(world);
      const visitor = new Visitor(app);
      await visitor.signIn(disabled);
      await world.db('members').where({ id: disabled.id }).update({ disabled_at: new Date().toISOString() });
      const response = await visitor.ask(method, concrete(path));
      expectRefused(response);
    });
  }

  for (const { route, method, path } of routesFor('admins')) {
    it(`${route}: a member who is no admin may not`, async () => {
      const member = await signedIn(world, app);
      expect((await member.ask(method, concrete(path))).status).to.equal(403);
    });
  }

  for (const { route, method, path } of routesFor('members', 'admins').filter(({ method }) => method !== 'get')) {
    it(`${route}: refused without the token of the page`, async () => {
      const owner = await signedIn(world, app, { role: 'owner' });
      const response = await owner.ask(method, concrete(path), { 'X-CSRF-Token': '' });
      expect(response.status).to.equal(403);
    });
  }

  for (const { route, method, path } of routesFor('run')) {
    it(`${route}: somebody without a run may not`, async () => {
      const response = await ask(request(app), method, concrete(path));
      expect(response.status === 302 ? response.headers.location : response.status).to.be.oneOf([
        concrete('/f/:slug'),
        403,
        404,
      ]);
    });
  }

  for (const { route, method, path } of routesFor('run').filter((each) => each.method !== 'get')) {
    it(`${route}: refused without the token that belongs to the run`, async () => {
      const slug = concrete('/f/:slug').slice('/f/'.length);
      const respondent = await Respondent.started(app, { slug });
      const other = await Respondent.started(app, { slug });
      const sub = concrete(path).slice(`/f/${slug}`.length);
      for (const token of ['', other.token]) {
        const refused = await respondent.sendJson(method as 'post' | 'delete', sub, {}, { 'X-Token': token });
        expect(refused.status).to.equal(403);
      }
    });
  }

  it('a respondent reaches neither another’s take nor its media', async () => {
    const question = make.question({ text: 'Hello?' });
    const form = await make.form(world, { questions: [question] });
    const [mine, other] = [await Respondent.started(app, form), await Respondent.started(app, form)];
    const { takeId } = (await mine.startTake(question.id)).body as { takeId: string };
    expect((await mine.postJson(`/takes/${takeId}/parts`)).status).to.equal(200);
    expect((await other.sendJson('delete', `/takes/${takeId}`)).status).to.equal(404);
    for (const part of ['parts', 'confirmation', 'choice']) {
      const refused = await other.postJson(`/takes/${takeId}/${part}`, { seconds: 1, pieces: [] });
      expect(refused.status, part).to.equal(404);
    }
    expect((await other.get(`/takes/${takeId}/media`)).status).to.equal(404);
  });

  it('a member does not see a clip that was not submitted, and no page offers a take as a prompt', async () => {
    const member = await signedIn(world, app);
    const clip = await createClip(world.db, world.clock, {
      ownerKind: 'take',
      ownerId: newId(),
      kind: 'video',
      maxBytes: 1000,
    });
    expect((await member.get(`/clips/${clip.id}/original`)).status).to.equal(404);
    const question = make.textQuestion({ prompt: { clipId: clip.id, kind: 'video' } });
    const form = await make.form(world, { questions: [question] });
    const prompt = await request(app).get(`/f/${form.slug}/questions/${question.id}/prompt`);
    expect(prompt.status).to.equal(404);
  });

  it('an upload without a ticket, or with one that was tampered with, is refused', async () => {
    for (const ticket of ['', `${newId()}.1000.9999999999.forged`]) {
      const response = await request(app)
        .post('/uploads')
        .set({ 'Tus-Resumable': '1.0.0', 'Upload-Length': '10', 'Upload-Ticket': ticket });
      expect(response.status).to.equal(403);
    }
  });
});

function ask(agent: ReturnType<typeof request>, method: string, path: string) {
  return agent[method as 'get' | 'post'](path).set('Accept', 'text/html');
}

function expectRefused({ status, headers }: request.Response): void {
  if (status === 302) expect(headers.location).to.match(/^\/sign-in/);
  else expect(status).to.equal(403);
}

interface Layer {
  route?: { path: string | RegExp; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

/** "get /forms", …: as Express has them. */
function routesOf(app: Express): string[] {
  const walk = (stack: Layer[]): string[] =>
    stack.flatMap(({ route, handle }) => {
      if (route) return Object.keys(route.methods).map((method) => `${method} ${String(route.path)}`);
      return walk(handle?.stack ?? []);
    });
  return walk((app.router as unknown as { stack: Layer[] }).stack);
}

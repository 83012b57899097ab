import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import { findAnalysis } from '../../src/analysis/analysis.store.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { listQuotes } from '../../src/analysis/quote.store.ts';
import { findRereading, readAgain } from '../../src/analysis/reread.ts';
import { runAnalysis } from '../../src/analysis/run.ts';
import { listThemes } from '../../src/analysis/theme.store.ts';
import * as verbs from '../../src/analysis/theme.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { analyse, answered, feedback60 } from '../support/answers.ts';
import { writeTinyModel } from '../support/tiny-model.ts';
import { makeMember, signedIn } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const about = (...themes: string[]) =>
  feedback60()
    .filter(({ theme }) => themes.includes(theme))
    .map(({ t }) => t);

describe('once another model is in use', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-models-'));
  const tiny = path.join(folder, 'tiny');
  before(() => writeTinyModel(tiny));
  after(() => {
    endEngines();
    fs.rmSync(folder, { recursive: true });
  });

  const withTiny = (world: World) => (world.config = { ...world.config, embeddingModelDir: tiny });
  const runsWaiting = (world: World) => world.db('jobs').where({ name: runAnalysis.name, state: 'queued' });

  it('all answers are read again, one analysis after the other, and pages say how far that is', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const forms = [];
    for (let i = 0; i < 3; i++) forms.push(await answered(world, about('delivery').slice(0, 4)));
    for (const { id } of forms.slice(0, 2)) await analyse(world, id);
    await readAgain(world);
    expect(await runsWaiting(world)).to.have.length(0);
    expect(await findRereading(world)).to.equal(undefined);

    withTiny(world);
    await readAgain(world);
    await readAgain(world);
    expect(await runsWaiting(world)).to.have.length(1);
    expect(await findRereading(world)).to.deep.equal({ read: 0, all: 2, isUnderWay: true });
    const { text } = await (await signedIn(world, app)).get(`/forms/${forms[1]!.id}/themes`);
    expect(text).to.include('Being read again with the new model: 0 of 2 analyses done.');
    await drainJobs(world, [runAnalysis]);
    expect(await findRereading(world)).to.equal(undefined);
    for (const { id } of forms.slice(0, 2)) expect((await findAnalysis(world.db, id))?.engine).to.match(/^tiny-/);
    expect(await findAnalysis(world.db, forms[2]!.id)).to.equal(undefined);
  });

  it('names, pins and moved quotes are where people put them', async () => {
    const world = await makeWorld();
    const viewer = await makeMember(world);
    const form = await answered(world, about('delivery', 'app'));
    await analyse(world, form.id);
    const [one, other] = (await listThemes(world.db, form.id)).filter(({ name }) => /Delivery|app/.test(name));
    await verbs.changeTheme(world, one!, { name: 'What the courier does', description: null });
    await verbs.pinTheme(world.db, other!, true);
    const [quote] = await listQuotes(world.db, form.id, one!.id, { limit: 1 });
    await verbs.moveQuote(world, { ...viewer }, quote!.id, other!);
    await drainJobs(world, [runAnalysis]);

    withTiny(world);
    await readAgain(world);
    await drainJobs(world, [runAnalysis]);
    const after = new Map((await listThemes(world.db, form.id)).map((theme) => [theme.id, theme]));
    expect(after.get(one!.id)).to.include({ name: 'What the courier does', isNamed: true });
    expect(after.get(other!.id)).to.include({ isPinned: true });
    expect((await listQuotes(world.db, form.id, other!.id, { limit: 100 })).map(({ id }) => id)).to.include(quote!.id);
  });

  it('one that breaks is named on the page, and all that was found stays', async () => {
    const world = await makeWorld();
    const visitor = await signedIn(world, createApp(world));
    const form = await answered(world, about('delivery', 'app'));
    await analyse(world, form.id);
    const themes = await listThemes(world.db, form.id);
    const placed = await world.db('placements').whereNotNull('theme_id').pluck('sentence_id');
    const broken = path.join(folder, 'broken');
    writeTinyModel(broken);
    fs.writeFileSync(path.join(broken, 'model.onnx'), 'version https://git-lfs.github.com/spec/v1');
    world.config.embeddingModelDir = broken;
    await readAgain(world);
    await drainJobs(world, [runAnalysis]);
    const { text } = await visitor.get(`/forms/${form.id}/themes`);
    expect(text).to.include('only points to the model (Git LFS). Download the file itself.');
    expect(text).to.include(themes[0]!.name);
    fs.rmSync(path.join(broken, 'model.onnx'));
    const later = await visitor.get(`/forms/${form.id}/themes`);
    expect(later.text).to.include('Themes cannot be found now; those that were found stay.');
    expect(await listThemes(world.db, form.id)).to.deep.equal(themes);
    expect(await world.db('placements').whereNotNull('theme_id').pluck('sentence_id')).to.deep.equal(placed);
  });
});

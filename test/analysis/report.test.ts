import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { insertTheme, placeByHand } from '../../src/analysis/theme.store.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { analyse, answered, feedback60 } from '../support/answers.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('a report that is passed on', () => {
  let world: World;
  let app: Express;
  let me: Visitor;
  let formId: string;
  after(endEngines);

  before(async () => {
    world = await makeWorld();
    app = createApp(world);
    me = await signedIn(world, app);
    const some = feedback60().filter(({ theme }) => ['delivery', 'app'].includes(theme));
    ({ id: formId } = await answered(
      world,
      some.map(({ t }) => t),
    ));
  });

  const report = async (query = '') => (await me.get(`/forms/${formId}/report${query}`)).text;

  it('says that nobody has looked for themes yet', async () => {
    expect(await report()).to.contain('Nobody has looked for themes in these answers yet.');
  });

  it('has the themes with how many people speak of them, quotes with names, what fits nowhere, and how it was found', async () => {
    await analyse(world, formId);
    const text = await report();
    expect(text).to.match(/<h3>Delivery<\/h3>\s*<p><b class="num">\d+ of 20 people<\/b>/);
    expect(text).to.match(/<footer class="faint">Person \d+ · (Positive|Negative|Neutral)/);
    expect(text).to.contain('What fits nowhere').and.contain('How this was found').and.contain('estimates');
    expect(text).to.contain('How sentiment changed');
  });

  it('can leave names out', async () => {
    const text = await report('?names=no');
    expect(text)
      .to.match(/<footer class="faint">Respondent \d+ ·/)
      .and.contain('Names are left out');
    expect(text).to.not.match(/Person \d/);
  });

  it('leaves out what only one person speaks of, unless somebody asks for it', async () => {
    const { id: sentenceId }: { id: string } = await world.db('sentences').first('id');
    const theme = { id: newId(), analysisId: formId, name: 'The one trombone', description: null, phrases: [] };
    await insertTheme(world.db, { ...theme, isNamed: true, isPinned: false, isKept: true }, timestamp(world.clock));
    await placeByHand(world.db, sentenceId, theme);
    const text = await report('?names=no');
    expect(text).to.contain('One theme that only one person speaks of is').and.not.contain('trombone');
    const link = /href="([^"]+)">Include it/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(link).to.contain('names=no&single=yes');
    const whole = (await me.get(link)).text;
    expect(whole).to.contain('The one trombone').and.contain('may be able to tell who said it');
  });
});

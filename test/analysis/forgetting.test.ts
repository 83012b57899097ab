import { expect } from 'chai';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { findAnalysis, updateAnalysis } from '../../src/analysis/analysis.store.ts';
import { listThemes, updateTheme } from '../../src/analysis/theme.store.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import { analyse, answered, feedback60 } from '../support/answers.ts';
import { filesWith } from '../support/marker.ts';
import { makeWorld } from '../support/world.ts';

const marker = 'qzvxmarkerqzvx';

describe('what themes are called', () => {
  after(endEngines);

  it('holds nothing that only people have said who were erased since', async () => {
    const world = await makeWorld();
    const texts = feedback60().slice(0, 8);
    const their = `The ${marker} boxes came late. I waited for the courier.`;
    const form = await answered(world, [
      ...texts.map(({ t }) => t),
      their,
      their,
      'The courier was kind. I like courier mail.',
    ]);
    await analyse(world, form.id);
    const [theme, named] = await listThemes(world.db, form.id);
    const name = `${marker} boxes, courier`;
    await updateTheme(world.db, theme!.id, { name, phrases: [`${marker} boxes`, 'courier'], isNamed: false });
    if (named) await updateTheme(world.db, named.id, { name: 'Late boxes', isNamed: true });
    const { outcome } = (await findAnalysis(world.db, form.id))!;
    await updateAnalysis(world.db, form.id, { outcome: { ...outcome!, fresh: [name], gone: ['Price and value'] } });
    const ids: string[] = await world.db('responses').whereIn('name', ['Person 9', 'Person 10']).pluck('id');

    const erase = (id: string) => eraseResponse(world, id, { actorId: null, because: 'respondent' });
    await erase(ids[0]!);
    expect((await listThemes(world.db, form.id))[0]!.phrases).to.deep.equal([`${marker} boxes`, 'courier']);
    await erase(ids[1]!);
    expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
    const [after, kept] = await listThemes(world.db, form.id);
    expect(after)
      .to.include({ name: 'Courier' })
      .and.deep.include({ phrases: ['courier'] });
    if (named) expect(kept!.name).to.equal('Late boxes');
    expect((await findAnalysis(world.db, form.id))!.outcome).to.deep.include({ fresh: [], gone: ['Price and value'] });
  });
});

import { expect } from 'chai';
import { getComparedSentences } from '../../src/analysis/comparing.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { analyse, answered } from '../support/answers.ts';
import { makeWorld } from '../support/world.ts';

describe('what an analysis compares', () => {
  after(endEngines);

  it('is never more than the server can hold, whatever respondents have sent', async () => {
    const world = await makeWorld();
    const form = await answered(world, ['The staff were kind. The room was cold.', 'It was the best of stays for me.']);
    await analyse(world, form.id);
    expect(await getComparedSentences(world.db, form.id, 3)).to.have.length(3);
    const refused: Error = (await getComparedSentences(world.db, form.id, 2).catch((error: Error) => error)) as Error;
    expect(refused.message).to.include('more than can be compared at once');
  });
});

import { expect } from 'chai';
import type { ThinkingTime } from '../../src/browser/wire.ts';
import { createApp } from '../../src/app.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { makeWorld } from '../support/world.ts';

async function asked(thinkingTime: number) {
  const world = await makeWorld();
  const question = make.question({ text: 'What would you do?', thinkingTime });
  const form = await make.form(world, { questions: [question] });
  const respondent = await Respondent.started(createApp(world), form);
  const left = async () =>
    ((await respondent.postJson(`/questions/${question.id}/thinking`)).body as ThinkingTime).seconds;
  return { world, question, respondent, left };
}

describe('time to think', () => {
  it('runs from the first look at the question, whatever is reloaded', async () => {
    const { world, left } = await asked(60);
    expect(await left()).to.equal(60);
    world.clock.forward(20);
    expect(await left()).to.be.closeTo(40, 0.5);
  });

  it('leaves whoever comes back late a breath, and no more', async () => {
    const { world, left } = await asked(60);
    await left();
    world.clock.forward(3600);
    expect(await left()).to.equal(5);
  });

  it('is over with the first take', async () => {
    const { question, respondent, left } = await asked(60);
    await respondent.startTake(question.id);
    expect(await left()).to.equal(0);
  });

  it('is none where the form gives none', async () => {
    const { left } = await asked(0);
    expect(await left()).to.equal(0);
  });
});

import { expect } from 'chai';
import { Respondent } from '../support/respondent.ts';
import { atWork } from './at-work.ts';
import { Proxy } from './proxy.ts';
import { promise } from './report/promise.ts';

const presses = 8;

promise(
  'Submitting twice makes one response',
  'a respondent who presses often, in two tabs, over a bad line',
  2,
  async (line) => {
    const { world, form, server } = await atWork();
    const proxy = await Proxy.start(server.origin);
    const respondent = await Respondent.started(proxy.origin, form);
    await respondent.post('/1', { text: 'Good.' });
    const submit = () => respondent.post('/submission', { consent: 'yes' });

    proxy.losesReplies = true;
    const lost = await submit().then(
      () => 'answered',
      () => 'lost',
    );
    proxy.losesReplies = false;
    const answers = await Promise.all(Array.from({ length: presses }, submit));
    line.did(`A reply that was ${lost}, then ${presses} presses at once over connections of their own.`);
    const ends = new Set(answers.map((answer) => answer.get('Location')));
    const submitted = await world.db('responses').where({ state: 'submitted' });
    line.found(`${submitted.length} response, thanked at ${ends.size} address`);
    expect(lost).to.equal('lost');
    expect([...ends]).to.deep.equal([`/f/${form.slug}/thanks`]);
    expect(submitted).to.have.length(1);
  },
);

import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { together } from '../../src/platform/together.ts';

describe('works side by side', () => {
  it('give all their results', async () => {
    expect(await together(undefined, () => [Promise.resolve(1), Promise.resolve('two')])).to.deep.equal([1, 'two']);
  });

  it('end when one of them fails, and only then is the failure told', async () => {
    let ended = false;
    const failure = together(undefined, (signal) => [
      Promise.reject(new Error('broken')),
      setTimeout(60_000, undefined, { signal }).finally(() => (ended = true)),
    ]);
    const message = await failure.then(
      () => 'none',
      (error: Error) => error.message,
    );
    expect([message, ended]).to.deep.equal(['broken', true]);
  });

  it('end when they are asked to', async () => {
    const stop = new AbortController();
    const works = together(stop.signal, (signal) => [setTimeout(60_000, undefined, { signal })]);
    stop.abort();
    expect(await works.catch((error: Error) => error.name)).to.equal('AbortError');
  });
});

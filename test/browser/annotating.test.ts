import { expect } from 'chai';
import { merged } from '../../src/browser/annotating/merge.ts';
import { thinned } from '../../src/browser/annotating/thinning.ts';
import type { Annotation, Point } from '../../src/browser/wire/annotation.ts';
import { figure, words } from '../messages/annotations.ts';

describe('two people who draw over one recording', () => {
  const [box, text] = [figure('box', { id: 'box' }), words({ id: 'text' })];
  const base: Annotation[] = [box, text];

  it('keep what both have added', () => {
    const [ours, theirs] = [figure('arrow', { id: 'ours' }), figure('arrow', { id: 'theirs' })];
    expect(merged(base, [...base, ours], [...base, theirs])).to.deep.equal([box, text, theirs, ours]);
  });

  it('each see what the other changed; of what both changed, their own', () => {
    const [red, blue] = [{ ...box, colour: 'green' } as const, { ...box, colour: 'blue' } as const];
    const written = { ...text, text: 'Theirs' };
    expect(merged(base, [red, text], [blue, written])).to.deep.equal([red, written]);
  });

  it('lose what either deletes, unless the other has changed it meanwhile', () => {
    expect(merged(base, [box], base)).to.deep.equal([box]);
    expect(merged(base, base, [text])).to.deep.equal([text]);
    const changed = { ...box, colour: 'blue' } as const;
    expect(merged(base, [changed, text], [text])).to.deep.equal([text, changed]);
    expect(merged(base, [text], [changed, text])).to.deep.equal([changed, text]);
  });
});

describe('a stroke of many points', () => {
  it('keeps its ends and its course, and has at most as many as are stored', () => {
    const spiral = Array.from({ length: 100_000 }, (_, i): Point => {
      const angle = i / 300;
      return [0.5 + (Math.cos(angle) * i) / 250_000, 0.5 + (Math.sin(angle) * i) / 250_000];
    });
    const kept = thinned(spiral);
    expect(kept.length).to.be.within(500, 2000);
    expect([kept[0], kept.at(-1)]).to.deep.equal([spiral[0], spiral.at(-1)]);
    expect(thinned([[0.1, 0.1]])).to.deep.equal([[0.1, 0.1]]);
  });
});

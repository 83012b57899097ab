import { expect } from 'chai';
import { trendOf } from '../../src/analysis/trend.ts';

const said = (...sentiments: number[]) => sentiments.map((sentiment, i) => ({ at: `2026-11-${10 + i}`, sentiment }));

describe('how a theme feels over time', () => {
  it('is better or worse only by more than chance', () => {
    expect(trendOf(said(-0.9, -0.8, -0.7, -0.9, -0.6, 0.5, 0.8, 0.6, 0.9, 0.7))).to.equal('better');
    expect(trendOf(said(0.9, 0.8, 0.7, 0.9, 0.6, -0.5, -0.8, -0.6, -0.9, -0.7))).to.equal('worse');
    expect(trendOf(said(-0.9, 0.8, -0.7, 0.9, -0.6, 0.5, -0.8, 0.6, -0.9, 0.7))).to.equal('steady');
  });

  it('is not said of a few sentences, or of one moment', () => {
    expect(trendOf(said(-1, -1, 1, 1))).to.equal(undefined);
    expect(trendOf(said(...Array.from({ length: 12 }, () => 0)).map((one) => ({ ...one, at: '2026-11-10' })))).to.equal(
      undefined,
    );
    expect(trendOf([])).to.equal(undefined);
  });
});

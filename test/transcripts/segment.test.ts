import { expect } from 'chai';
import { toSegments } from '../../src/transcripts/segment.ts';

describe('the phrases of a transcript', () => {
  it('are its sentences, timed by their length', () => {
    expect(toSegments('One two three. Four five six?', [{ start: 10, end: 16 }])).to.deep.equal([
      { start: 10, end: 13, text: 'One two three.' },
      { start: 13, end: 16, text: 'Four five six?' },
    ]);
  });

  it('meet at a pause, where one is near', () => {
    const spoken = [
      { start: 0, end: 3.2 },
      { start: 5, end: 7.8 },
    ];
    expect(toSegments('One two three. Four five six?', spoken)).to.deep.equal([
      { start: 0, end: 3.2, text: 'One two three.' },
      { start: 5, end: 7.8, text: 'Four five six?' },
    ]);
  });

  it('of two short sentences beside one pause keep their order', () => {
    const spoken = [
      { start: 0, end: 1 },
      { start: 2, end: 3 },
    ];
    const segments = toSegments('No. Yes. No. Well. Fine. Good.', spoken);
    expect(segments.map((segment) => segment.text)).to.deep.equal(['No.', 'Yes.', 'No.', 'Well.', 'Fine.', 'Good.']);
    for (const [i, { start, end }] of segments.entries()) {
      expect(end).to.be.greaterThan(start);
      expect(start).to.be.at.least(segments[i - 1]?.end ?? 0);
    }
  });

  it('are no longer than about 7 seconds, cut between words', () => {
    const text = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
    const segments = toSegments(text, [{ start: 0, end: 30 }]);
    expect(segments).to.have.length(5);
    expect(segments.map((segment) => segment.text).join(' ')).to.equal(text);
    for (const { start, end } of segments) expect(end - start).to.be.within(4, 7);
  });

  it('do not end after "Mr."', () => {
    const [segment] = toSegments('Mr. Dashwood had leisure to consider.', [{ start: 0, end: 3 }]);
    expect(segment?.text).to.equal('Mr. Dashwood had leisure to consider.');
  });

  it('end at the full stop of Chinese too', () => {
    const segments = toSegments('你好。再见。', [{ start: 0, end: 2 }]);
    expect(segments.map((segment) => segment.text)).to.deep.equal(['你好。', '再见。']);
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { editedSegments, removed, wordsOf } from '../../src/transcripts/edited.ts';

const segments = [
  { start: 0, end: 2, text: 'Here is the plan.' },
  { start: 3, end: 5, text: 'My name is Bo.' },
  { start: 6, end: 10, text: 'One two three four five.' },
];
const nothing = { cuts: [], mutes: [] };

describe('the words of what is left of a recording', () => {
  it('are those that were said, where nothing was taken out', () => {
    expect(editedSegments(segments, nothing, 12)).to.deep.equal(segments);
  });

  it('come earlier by what was cut before them', () => {
    expect(
      editedSegments(segments, { ...nothing, cuts: [[2, 3]] }, 12).map(({ start, end }) => [start, end]),
    ).to.deep.equal([
      [0, 2],
      [2, 4],
      [5, 9],
    ]);
  });

  it('are without a phrase that was cut, and without the cut words of another', () => {
    const [first, third, ...more] = editedSegments(segments, { ...nothing, cuts: [[3, 7.5]] }, 12);
    expect(more).to.deep.equal([]);
    expect(first!.text).to.equal('Here is the plan.');
    expect(third).to.deep.include({ start: 3, end: 5.5, text: 'three four five.' });
  });

  it('have a mark where something is muted, and nothing of the phrases beside it', () => {
    const texts = editedSegments(segments, { ...nothing, mutes: [[3, 5]] }, 12).map(({ text }) => text);
    expect(texts).to.deep.equal(['Here is the plan.', removed, 'One two three four five.']);
  });

  it('lose also the neighbours of a muted word, whose times are estimated', () => {
    const [, , third] = editedSegments(segments, { ...nothing, mutes: [[7.7, 7.9]] }, 12);
    expect(third!.text).to.equal(`One two ${removed} four five.`);
  });

  it('are timed by their share of the characters', () => {
    expect(wordsOf({ start: 0, end: 4, text: 'ab cd' }).map(({ start, end }) => [start, end])).to.deep.equal([
      [0, 2],
      [2, 4],
    ]);
  });
});

import { expect } from 'chai';
import { inShownFilm, inWholeFilm, type Film } from '../../src/sharing/film.ts';
import { heatLine, heatOf, joinParts, plausible, slackSeconds } from '../../src/sharing/parts.ts';

describe('what somebody says they have watched', () => {
  it('is no more of the film than can be played in the time that passed', () => {
    expect(plausible([[0, 600]], 600, 10, slackSeconds).parts).to.deep.equal([[0, 27]]);
    expect(plausible([[0, 600]], 600, 10, 0).parts).to.deep.equal([[0, 25]]);
    expect(
      plausible(
        [
          [0, 5],
          [7, 30],
        ],
        600,
        4,
        0,
      ).parts,
    ).to.deep.equal([
      [0, 5],
      [7, 12],
    ]);
  });

  it('is within the film, and goes forward', () => {
    expect(
      plausible(
        [
          [8, 20],
          [30, 40],
          [5, 5],
          [6, 3],
        ],
        10,
        100,
        0,
      ).parts,
    ).to.deep.equal([[8, 10]]);
  });

  it('cannot be hoarded: what a beat leaves over is worth two seconds', () => {
    const { left } = plausible([[0, 1]], 600, 100, slackSeconds);
    expect(plausible([[1, 600]], 600, 0, left).parts).to.deep.equal([[1, 1 + slackSeconds]]);
  });

  it('is joined where it overlaps, and told as a share of the viewers', () => {
    expect(
      joinParts([
        [5, 9],
        [0, 2],
        [2.2, 4],
        [8, 10],
      ]),
    ).to.deep.equal([
      [0, 4],
      [5, 10],
    ]);
    const heat = heatOf([[[0, 10]], [[0, 5]]], 10, 4);
    expect(heat).to.deep.equal([1, 1, 0.5, 0.5]);
    expect(heatLine(heat)).to.equal('M0 20V0.00H25.00V0.00H50.00V10.00H75.00V10.00H100.00V20Z');
    expect(heatOf([], 10, 4)).to.deep.equal([]);
  });

  it('stays true when something is cut out of the film afterwards', () => {
    const film: Film = {
      length: 6,
      kept: [
        [0, 2],
        [6, 10],
      ],
    };
    expect(inWholeFilm(film, [[1, 4]])).to.deep.equal([
      [1, 2],
      [6, 8],
    ]);
    expect(inShownFilm(film, [[1, 8]])).to.deep.equal([[1, 4]]);
    expect(inShownFilm(film, [[3, 5]])).to.deep.equal([]);
  });
});

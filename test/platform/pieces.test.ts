import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Frames } from '../../src/platform/frames.ts';
import { planPieces, type Piece } from '../../src/platform/pieces.ts';

const size = { width: 320, height: 180, rotation: 0, pixelAspect: 1 };
const colour = { range: 'tv', space: 'bt709', primaries: 'bt709', transfer: 'bt709' };
const shape = { codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', ...size, colour };

/** Ten frames a second; time stamps in tenths, in the order in which they lie in the file. */
function film(pts: number[], keys: number[]): Frames {
  return { ...shape, tick: 0.1, framesPerSecond: 10, pts, isKey: pts.map((time) => keys.includes(time)) };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** A key frame every two seconds, each frame shown after the one before. */
const plain = film(upTo(60), [0, 20, 40]);

/** The same with pairs of frames that lie the other way round, but for the key frames. */
const swapped = film(
  upTo(60).map((i) => (i % 20 === 0 || i % 20 === 19 ? i : i % 2 === 1 ? i + 1 : i - 1)),
  [0, 20, 40],
);

describe('the pieces of a film that is cut', () => {
  it('are copied from a key frame to the very frame before a cut', () => {
    expect(short(planPieces(plain, [[2, 4.5]], [], true))).to.deep.equal(['copy 2–4.5 (20 to 45)']);
  });

  it('are encoded from a cut to the next key frame, and copied from there', () => {
    expect(short(planPieces(plain, [[1.3, 6]], [], true))).to.deep.equal(['encode 1.3–2', 'copy 2–6 (20 to Infinity)']);
  });

  it('end where no frame is needed that is shown later', () => {
    expect(short(planPieces(swapped, [[2, 4.2]], [], true))).to.deep.equal(['copy 2–4.1 (20 to 41)', 'encode 4.1–4.2']);
  });

  it('do not begin with a key frame after which frames from before it are shown', () => {
    const open = film([0, 1, 2, 3, 4, 5, 6, 7, 10, 8, 9, ...upTo(30).map((i) => i + 11)], [0, 10, 30]);
    expect(short(planPieces(open, [[0.9, 4]], [], true))).to.deep.equal(['encode 0.9–3', 'copy 3–4 (30 to 40)']);
  });

  it('are encoded where the picture changes, and for as long as that takes', () => {
    expect(short(planPieces(plain, [[0, 6]], [[2.5, 3]], true))).to.deep.equal([
      'copy 0–2.5 (0 to 25)',
      'encode 2.5–4',
      'copy 4–6 (40 to Infinity)',
    ]);
  });

  it('are encoded whole where nothing can be copied, or too little to be worth it', () => {
    expect(short(planPieces(plain, [[0, 6]], [], false))).to.deep.equal(['encode 0–6']);
    expect(short(planPieces(plain, [[1.5, 2.2]], [], true))).to.deep.equal(['encode 1.5–2.2']);
  });

  function short(pieces: Piece[]): string[] {
    const times = ({ start, end }: Piece) => [start, end].map((seconds) => Number(seconds.toFixed(2))).join('–');
    return pieces.map(
      (piece) => `${piece.how} ${times(piece)}${piece.how === 'copy' ? ` (${piece.from} to ${piece.to})` : ''}`,
    );
  }
});

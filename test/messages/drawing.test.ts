import { expect } from 'chai';
import sharp from 'sharp';
import { nameOf, type Annotation } from '../../src/browser/wire/annotation.ts';
import { linesOf } from '../../src/browser/wire/text-lines.ts';
import { asSvg, drawAll, stretchesOf } from '../../src/messages/drawing.ts';
import { figure, stroke, words } from './annotations.ts';

const picture = { width: 1280, height: 720 };
const svg = (...annotations: Annotation[]) => asSvg(drawAll(annotations, annotations, picture), picture);

describe('drawing annotations', () => {
  it('shows a script in a text as the words that it is', async () => {
    const drawn = svg(words({ text: '<script>alert("1")</script> & "more"' }));
    expect(drawn).not.to.match(/<script|alert\("/);
    expect(drawn).to.include('&#60;script&#62;');
    expect((await sharp(Buffer.from(drawn)).metadata()).width).to.equal(1280);
  });

  it('draws every kind so that something of its colour is to be seen where it was put', async () => {
    const places: [Annotation, number, number][] = [
      [
        stroke({
          points: [
            [0.1, 0.5],
            [0.3, 0.5],
            [0.5, 0.5],
          ],
        }),
        0.3,
        0.5,
      ],
      [figure('arrow', { from: [0.1, 0.1], to: [0.5, 0.1] }), 0.3, 0.1],
      [figure('box', { from: [0.6, 0.6], to: [0.2, 0.2] }), 0.4, 0.2],
      [figure('ellipse', { from: [0.2, 0.2], to: [0.6, 0.6] }), 0.4, 0.2],
      [{ ...words({ text: '' }), kind: 'step', at: [0.5, 0.5] }, 0.515, 0.53],
    ];
    for (const [annotation, x, y] of places)
      expect(await colourAt(annotation, x, y), annotation.kind).to.equal('229,38,46');
    const [left, top] = [0.2, 0.2];
    const letters = await sharp(Buffer.from(svg(words({ text: 'MMMM', at: [left, top] }))))
      .raw()
      .toBuffer();
    let red = 0;
    for (let i = 0; i < letters.length; i += 4) if (letters[i] === 229 && letters[i + 1] === 38) red++;
    expect(red).to.be.above(500);
  });

  it('counts steps in the order in which they appear, however they were drawn', () => {
    const [late, early] = [3, 1].map(
      (start) => ({ ...words({ text: '' }), kind: 'step', span: { start, end: 9 } }) as const,
    );
    const drawn = drawAll([late!, early!], [late!, early!], picture).map((shape) => JSON.stringify(shape));
    expect(drawn[0]).to.include('"children":["2"]');
    expect(drawn[1]).to.include('"children":["1"]');
    expect(nameOf({ ...late!, text: 'Press\nhere' }, 2)).to.equal('Step 2: Press here');
  });

  it('breaks a long text into lines, and a word that is too long for one', () => {
    expect(linesOf('one two three\nfour', 8)).to.deep.equal(['one two', 'three', 'four']);
    expect(linesOf('abcdefghij 👍🏽x', 4)).to.deep.equal(['abcd', 'efgh', 'ij', '👍🏽x']);
  });

  it('knows in which stretches of the film the same annotations are to be seen', () => {
    const [a, b] = [figure('box', { span: { start: 1, end: 4 } }), figure('box', { span: { start: 3, end: 6 } })];
    const c = figure('box', { span: { start: 8, end: 9 } });
    const stretches = stretchesOf([a, b, c]).map(({ start, end, annotations }) => [start, end, annotations.length]);
    expect(stretches).to.deep.equal([
      [1, 3, 1],
      [3, 4, 2],
      [4, 6, 1],
      [8, 9, 1],
    ]);
  });
});

async function colourAt(annotation: Annotation, x: number, y: number): Promise<string> {
  const left = Math.round(x * picture.width);
  const top = Math.round(y * picture.height);
  const pixel = await sharp(Buffer.from(svg(annotation)))
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer();
  return [...pixel.subarray(0, 3)].join(',');
}

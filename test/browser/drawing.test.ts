import { expect } from 'chai';
import { Drawing } from '../../src/browser/composing/drawing.ts';
import { firstBubble, strength, within, type Stroke } from '../../src/browser/composing/scene.ts';

describe('drawing while recording', () => {
  let strokes: Stroke[];
  let drawing: Drawing;

  beforeEach(() => {
    strokes = [];
    drawing = new Drawing((now) => (strokes = now));
  });

  const draw = (tool: Stroke['tool']) => {
    drawing.begin(tool, '#e04a2e', { x: 0.1, y: 0.1 });
    drawing.move({ x: 0.4, y: 0.2 });
    drawing.end();
  };

  it('a person takes back the last stroke, then all of them', () => {
    draw('box');
    draw('arrow');
    draw('highlighter');
    drawing.undo();
    expect(strokes.map(({ tool }) => tool)).to.deep.equal(['box', 'arrow']);
    drawing.clear();
    expect(strokes).to.deep.equal([]);
  });

  it('a hand that hardly moves adds nothing', () => {
    drawing.begin('pen', '#e04a2e', { x: 0.1, y: 0.1 });
    for (let moved = 0; moved < 1000; moved++) drawing.move({ x: 0.1 + moved / 1e6, y: 0.1 });
    expect(strokes[0]!.points).to.have.length.below(3);
  });

  it('a line of the pen fades after a few seconds; a box stays until it is taken away', () => {
    draw('pen');
    draw('box');
    const [line, box] = strokes as [Stroke, Stroke];
    expect(strength(line, line.endedAt! + 1000)).to.equal(1);
    expect(strength(line, line.endedAt! + 3500)).to.be.within(0.1, 0.9);
    expect(strength(line, line.endedAt! + 4000)).to.equal(0);
    expect(strength(box, box.endedAt! + 60_000)).to.equal(1);
  });

  it('the camera’s bubble stays within the picture, however far it is pushed', () => {
    expect(within({ ...firstBubble, x: 4, y: -2, size: 9 })).to.include({ x: 1, y: 0, size: 0.6 });
  });
});

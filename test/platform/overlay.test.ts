import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { writePng } from '../../src/platform/images.ts';
import { layOver } from '../../src/platform/overlay.ts';
import * as films from '../media/films.ts';
import { frameAt } from '../support/frames.ts';
import { makeWorld } from '../support/world.ts';

describe('laying pictures over a film', () => {
  it('shows each from its beginning until before its end, and leaves everything else and the sound as it was', async () => {
    const { config, storage } = await makeWorld();
    const film = films.phoneFilm(3);
    const folder = storage.temporary();
    fs.mkdirSync(folder);
    const square = async (name: string, colour: string, start: number, end: number) => {
      const file = path.join(folder, `${name}.png`);
      const frame = 'xmlns="http://www.w3.org/2000/svg" width="320" height="180"';
      await writePng(`<svg ${frame}><rect x="20" y="20" width="60" height="60" fill="${colour}"/></svg>`, file);
      return { file, start, end };
    };
    const overlays = [
      await square('red', '#ff0000', 0.4, 1.2),
      await square('blue', '#0000ff', 1.2, 1.6),
      await square('white', '#ffffff', 2.2, 9),
    ];
    const output = path.join(folder, 'film.mp4');
    const told: number[] = [];
    await layOver(config, film, overlays, output, { seconds: 3, progress: (percent) => told.push(percent) });
    const near = (seconds: number, colour: number[]) =>
      frameAt(output, seconds)
        .at(50, 50)
        .every((value, index) => Math.abs(value - colour[index]!) < 40);
    // A frame lasts a fifteenth of a second here; the one at 1.2 s is the eighteenth.
    expect([0.41, 1.1].map((moment) => near(moment, [255, 0, 0]))).to.deep.equal([true, true]);
    expect([1.2, 1.5].map((moment) => near(moment, [0, 0, 255]))).to.deep.equal([true, true]);
    expect([2.21, 2.9].map((moment) => near(moment, [255, 255, 255]))).to.deep.equal([true, true]);
    for (const moment of [0.3, 1.65, 2.1]) expect(near(moment, frameAt(film, moment).at(50, 50))).to.equal(true);
    expect(near(0.3, [255, 0, 0])).to.equal(false);
    expect(films.streamSeconds(output)).to.deep.equal(films.streamSeconds(film));
    expect(told.at(-1)).to.equal(100);
  });
});

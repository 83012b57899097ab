import fs from 'node:fs';
import zlib from 'node:zlib';
import { expect } from 'chai';
import { written } from '../media/films.ts';
import { hugeFilm } from '../media/impostors.ts';
import { Respondent } from '../support/respondent.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { atWork } from './at-work.ts';
import { Measured } from './measured.ts';
import { mebibyte } from './noise.ts';
import { memoryOf } from './processes.ts';
import { promise } from './report/promise.ts';

const promised = 'A picture too large to open is refused';

promise(promised, 'a respondent chooses a film of 16000 by 16000', 2, async (line) => {
  const measured = new Measured();
  const environment = { FFPROBE_PATH: measured.program('ffprobe'), FFMPEG_PATH: measured.program('ffmpeg') };
  const { form, question, server } = await atWork({ environment });
  const respondent = await Respondent.started(server.origin, form);
  const film = hugeFilm(16_000);
  const started = performance.now();
  const named = { filename: 'film.mp4', contentType: 'video/mp4' };
  const { status, text } = await respondent.chooseFile(question.id, film, named);
  const seconds = (performance.now() - started) / 1000;
  const peak = measured.peak / mebibyte;
  line.did('An MP4 that says its picture has 256 megapixels.');
  line.found(`${status} after ${seconds.toFixed(2)} s · ffprobe at most ${peak.toFixed(0)} MiB`);
  expect(status).to.equal(422);
  expect(text).to.match(/We could not read this recording\./);
  expect(seconds).to.be.below(1);
  expect(peak).to.be.below(300);
});

promise(promised, 'a member chooses a picture of 30000 by 30000 to show with a question', 2, async (line) => {
  const { world, form, question, server } = await atWork();
  const member = new Visitor(server.origin);
  await member.signIn(await makeMember(world));
  const png = fs.readFileSync(whitePng(30_000));
  const before = memoryOf(server.pid).now;
  const started = performance.now();
  const path = `/forms/${form.id}/questions/${question.id}/prompt`;
  const { status, text } = await member.upload(path, png, { filename: 'white.png', contentType: 'image/png' });
  const seconds = (performance.now() - started) / 1000;
  const grown = (memoryOf(server.pid).peak - before) / mebibyte;
  const words = /This picture is larger than[^<]+/.exec(text)?.[0].trim();
  line.did(`A valid PNG of 900 megapixels in ${(png.length / 1024).toFixed(0)} KiB.`);
  line.found(`${status} after ${seconds.toFixed(2)} s: “${words}” · the server took ${grown.toFixed(0)} MiB more`);
  expect([status, words]).to.deep.equal([422, 'This picture is larger than 40 megapixels. Choose a smaller one.']);
  expect(seconds).to.be.below(1);
  expect(grown).to.be.below(300);
});

/** One bit a pixel (PNG, third edition, 11.2.1): a bomb that weighs next to nothing. */
function whitePng(size: number): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.writeUInt8(1, 8);
  const pixels = zlib.deflateSync(Buffer.alloc((1 + size / 8) * size));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  return written('white.png', Buffer.concat([signature, ...chunks]));
}

function chunk(type: string, content: Buffer): Buffer {
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = Buffer.concat([Buffer.from(type), content]);
  length.writeUInt32BE(content.length);
  crc.writeUInt32BE(zlib.crc32(named));
  return Buffer.concat([length, named, crc]);
}

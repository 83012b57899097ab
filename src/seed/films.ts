import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { packageRoot } from '../platform/config.ts';
import type { Deps } from '../platform/deps.ts';
import { measure } from '../platform/ffprobe.ts';
import { drawBlink, drawMouth, drawPerson, drawRoom, type Looks } from './portraits.ts';

const run = promisify(execFile);

export const speechFolder = path.join(packageRoot, 'test/fixtures/speech');

/** What is said: recordings in the public domain, one after the other. */
const speeches = {
  country: ['jfk.wav'],
  leisure: ['sense_and_sensibility_01_austen_64kb-0870.wav', 'sense_and_sensibility_01_austen_64kb-0880.wav'],
  errand: ['goforward.wav', 'something.wav'],
  figures: ['numbers.wav', 'something.wav'],
};

export type Speech = keyof typeof speeches;

/** Chromium’s recorder gives H.264, Firefox’s VP8. */
export type Recorder = 'h264' | 'vp8';

const encoders: Record<Recorder, string[]> = {
  h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'animation', '-crf', '24'],
  vp8: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '600k'],
};

/** Writes somebody speaking, 640×360 at 15 frames a second, as a browser would have recorded it. Returns the file, in tmp. */
export async function film(deps: Deps, looks: Looks, speech: Speech, recorder: Recorder = 'h264'): Promise<string> {
  const [layers, sound] = await Promise.all([drawLayers(deps, looks), voice(deps, speech)]);
  // The drawings have no end of their own.
  const seconds = await measure(deps.config, sound);
  const file = deps.storage.temporary('.webm');
  const inputs = [...layers, sound].flatMap((input) => ['-i', input]);
  const picture = ['-filter_complex', acting, '-map', '[picture]', '-g', '60', ...encoders[recorder]];
  const output = ['-map', `${layers.length}:a`, '-c:a', 'copy', '-t', String(seconds), ...asRecorded, file];
  await run(deps.config.ffmpegPath, [...quiet, ...inputs, ...picture, ...output]);
  await Promise.all([...layers, sound].map((made) => fs.rm(made)));
  return file;
}

/** The same words without a picture. */
export async function voice({ config, storage }: Deps, speech: Speech): Promise<string> {
  const file = storage.temporary('.webm');
  const sounds = speeches[speech].flatMap((name) => ['-i', path.join(speechFolder, name)]);
  const sound = ['-filter_complex', joined(speeches[speech].length), '-map', '[sound]'];
  await run(config.ffmpegPath, [...quiet, ...sounds, ...sound, '-c:a', 'libopus', '-b:a', '48k', ...asRecorded, file]);
  return file;
}

const quiet = ['-nostdin', '-v', 'error', '-y'];
/** Without length or index, as recorders in browsers write. */
const asRecorded = ['-live', '1', '-f', 'matroska'];

/** With half a second of breath before and after. */
function joined(count: number): string {
  const inputs = Array.from({ length: count }, (_, index) => `[${index}:a]`).join('');
  return `${inputs}concat=n=${count}:v=0:a=1,adelay=500:all=1,apad=pad_dur=0.5[sound]`;
}

/** The camera drifts, the person sways, blinks every few seconds, and speaks. */
const acting = [
  ...[0, 1, 2, 3].map((layer) => `[${layer}]loop=-1:1,setpts=N/15/TB,fps=15[layer${layer}]`),
  `[layer0]crop=640:360:x='20+14*sin(t/3)':y='20+7*sin(t/4)'[room]`,
  `[layer1][layer2]overlay=enable='gt(sin(t*13)+0.8*sin(t*5.1)-lt(t\\,0.5)*3\\,0.1)'[speaking]`,
  `[speaking][layer3]overlay=enable='lt(mod(t+1\\,3.7)\\,0.15)'[person]`,
  `[room][person]overlay=x='5*sin(t*0.8)':y='3+3*sin(t*1.5)',format=yuv420p[picture]`,
].join(';');

function drawLayers({ storage }: Deps, looks: Looks): Promise<string[]> {
  const drawings = [drawRoom(looks), drawPerson(looks), drawMouth(), drawBlink(looks)];
  return Promise.all(
    drawings.map(async (drawing) => {
      const file = storage.temporary('.png');
      await sharp(Buffer.from(drawing)).png({ compressionLevel: 1 }).toFile(file);
      return file;
    }),
  );
}

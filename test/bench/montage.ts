import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeMontage, type MontagePart } from '../../src/media/montage.ts';
import { drawCard } from '../../src/media/montage-card.ts';
import { ink } from '../../src/media/montage-ink.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { probe } from '../../src/platform/ffprobe.ts';
import { toMp4 } from '../../src/platform/mp4.ts';
import { folder } from './folder.ts';
import type { Row } from './row.ts';
import { childSeconds, seconds } from './stopwatch.ts';

const quotes = 20;
const quoteSeconds = 10;
const cardSeconds = 2.5;

/**
 * A reel of twenty quotes of ten seconds, each with a card: of H.264 at one size, with captions burned in, and of films
 * of three sizes one of which is VP8; against one call of bare ffmpeg that encodes the same films and the same cards,
 * given ready, and levels nothing.
 */
export async function benchMontage(deps: Deps, take: string, vp8Take: string): Promise<Row[]> {
  const play = await playable(deps, take, 'play');
  const small = await scaled(take, '960x540');
  const upright = await scaled(take, '720x1280');
  const mixed = [vp8Take, small, upright, play];
  return [
    ...(await compare(deps, 'H.264 at one size', [play], false, 60)),
    ...(await compare(deps, 'captions burned in', [play], true)),
    ...(await compare(deps, 'four codings and sizes', mixed, false)),
  ];
}

async function compare(deps: Deps, kind: string, files: string[], hasCaptions: boolean, atMost?: number) {
  const parts = await reel(deps, files, hasCaptions);
  const ours = await measured(() => makeMontage(deps, parts, path.join(folder, 'reel.mp4')));
  const theirs = await measured(() => bare(parts));
  const name = `20 quotes of 10 s with cards, ${kind}`;
  const goal = atMost ? { atMost } : undefined;
  return [
    { name: `${name} / bare ffmpeg that encodes them`, unit: 's', ours: ours.wall, theirs: theirs.wall, goal },
    { name: '  of which both cores together work', unit: 's', ours: ours.work, theirs: theirs.work },
  ] satisfies Row[];
}

async function measured(work: () => Promise<unknown>) {
  const before = childSeconds();
  const wall = await seconds(work);
  return { wall, work: childSeconds() - before };
}

async function reel({ config }: Deps, files: string[], hasCaptions: boolean): Promise<MontagePart[]> {
  const captions = [0, 2.5, 5, 7.5].map((start) => ({
    start,
    end: start + 2.4,
    text: 'I had no idea that it would be this easy to tell you what I think',
  }));
  const lengths = await Promise.all(files.map(async (file) => (await probe(config, file)).seconds ?? 15));
  return Array.from({ length: quotes }, (_, i): MontagePart[] => {
    const which = i % files.length;
    // At no key frame, as people speak.
    const start = (0.37 + i * 2.31) % (lengths[which]! - quoteSeconds);
    const cut = { file: files[which]!, hasVideo: true, start, end: start + quoteSeconds, label: null };
    return [card(i), { kind: 'cut', ...cut, captions: hasCaptions ? captions : null }];
  }).flat();
}

function card(i: number): MontagePart & { kind: 'card' } {
  const title = ['Amara Osei', 'Jonas Weber', 'Noura Al-Qahtani'][i % 3]!;
  return { kind: 'card', title, subtitle: 'What drew you to field work?', body: null, seconds: cardSeconds };
}

async function bare(parts: MontagePart[]): Promise<void> {
  const png = path.join(folder, 'reel-card.png');
  await drawCard(card(0), { width: 1280, height: 720 }, ink.accent, png);
  const silence = ['-f', 'lavfi', '-t', String(cardSeconds), '-i', 'anullsrc=r=48000:cl=mono'];
  const inputs = parts.flatMap((part) =>
    part.kind === 'cut'
      ? ['-ss', String(part.start), '-t', String(quoteSeconds), '-i', part.file]
      : ['-loop', '1', '-framerate', '30', '-t', String(cardSeconds), '-i', png, ...silence],
  );
  let input = 0;
  const even = 'scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:-1:-1,setsar=1,fps=30,format=yuv420p';
  const chain = parts.map((part, i) => {
    const picture = input++;
    const sound = part.kind === 'cut' ? picture : input++;
    return `[${picture}:v]${even}[v${i}];[${sound}:a]aresample=48000,aformat=channel_layouts=mono[a${i}];`;
  });
  const all = parts.map((_, i) => `[v${i}][a${i}]`).join('');
  const joined = `${chain.join('')}${all}concat=n=${parts.length}:v=1:a=1[v][a]`;
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-c:a', 'aac', '-movflags', '+faststart'];
  await nicely([...inputs, '-filter_complex', joined, '-map', '[v]', '-map', '[a]', ...coded, target('bare-reel.mp4')]);
}

async function playable({ config }: Deps, file: string, name: string): Promise<string> {
  await toMp4(config, file, target(`${name}.mp4`), { media: await probe(config, file) });
  return target(`${name}.mp4`);
}

async function scaled(take: string, size: string): Promise<string> {
  const file = target(`reel-${size}.mp4`);
  if (fs.existsSync(file)) return file;
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '1500k', '-g', '60', '-c:a', 'aac'];
  await nicely(['-i', take, '-vf', `scale=${size.replace('x', ':')},setsar=1`, ...coded, file]);
  return file;
}

function target(name: string): string {
  return path.join(folder, name);
}

async function nicely(given: string[]): Promise<void> {
  await promisify(execFile)('nice', ['-n', '10', 'ffmpeg', '-nostdin', '-v', 'error', '-y', ...given]);
}

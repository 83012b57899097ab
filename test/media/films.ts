import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-films-'));
process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** Where a damaged or odd file is put for a test. */
export function filmPath(name: string): string {
  return path.join(folder, name);
}

/** Runs ffmpeg with these arguments and the file's name; returns where it lies. Made once, however often it is asked for. */
export function film(name: string, ...args: string[]): string {
  const file = filmPath(name);
  if (!fs.existsSync(file)) execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, file]);
  return file;
}

const picture = (seconds: number, size = '320x180') => ['-f', 'lavfi', '-i', `testsrc=s=${size}:r=15:d=${seconds}`];
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `sine=330:d=${seconds}:r=48000`];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-pix_fmt', 'yuv420p'];

/** What Chromium's recorder gives when asked for H.264: WebM that does not know how long it is. */
export function recordedTake(seconds = 3): string {
  const live = ['-c:a', 'libopus', '-live', '1', '-f', 'matroska'];
  return film(`take-${seconds}.webm`, ...picture(seconds), ...sound(seconds), ...h264, ...live);
}

/** The same as Firefox gives it: VP8. */
export function vp8Take(seconds = 3): string {
  return film(`vp8-${seconds}.webm`, ...picture(seconds), ...sound(seconds), '-c:v', 'libvpx', '-c:a', 'libopus');
}

export function voiceTake(seconds = 3): string {
  return film(`voice-${seconds}.webm`, ...sound(seconds), '-c:a', 'libopus');
}

/** Somebody speaking, at a level in dB against how the fixture was recorded (−24.6 LUFS). */
export function speech(gainDb: number): string {
  const fixture = fileURLToPath(
    new URL('../fixtures/speech/sense_and_sensibility_01_austen_64kb-0870.wav', import.meta.url),
  );
  return film(`speech${gainDb}.webm`, '-i', fixture, '-af', `volume=${gainDb}dB`, '-c:a', 'libopus', '-b:a', '64k');
}

export function silentFilm(seconds = 2): string {
  return film(`silent-${seconds}.mp4`, ...picture(seconds), ...h264);
}

/** Starts with its index, so that a part of it can be read. */
export function phoneFilm(seconds = 3): string {
  return film(
    `phone-${seconds}.mp4`,
    ...picture(seconds),
    ...sound(seconds),
    ...h264,
    '-c:a',
    'aac',
    '-movflags',
    'faststart',
  );
}

/** Two pictures beside each other, 160 by 90 each. */
export function sprite(): string {
  return film('sprite.webp', ...picture(2, '160x90'), '-vf', 'fps=1,tile=2x1', '-frames:v', '1');
}

/** Frames missing for a second out of three, as a busy phone drops them. */
export function unevenFilm(): string {
  const dropped = ['-vf', "select='not(between(mod(n,45),5,20))'", '-vsync', 'vfr'];
  return film('uneven.mkv', ...picture(20), ...sound(20), ...dropped, '-c:v', 'libvpx', '-c:a', 'libopus');
}

/** A phone held upright: the frames lie on their side, and a matrix in the track header (ISO 14496-12, 8.3.2) turns them. */
export function uprightFilm(codec: 'libx264' | 'libx265'): string {
  const quiet = codec === 'libx265' ? ['-x265-params', 'log-level=error'] : [];
  const coded = ['-c:v', codec, ...quiet, '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  const bytes = fs.readFileSync(film(`lying-${codec}.mov`, ...picture(2), ...sound(2), ...coded));
  const matrix = [0, 0x1_0000, 0, -0x1_0000, 0, 0, 0, 0, 0x4000_0000];
  matrix.forEach((value, i) => bytes.writeInt32BE(value, bytes.indexOf('tkhd') + 44 + i * 4));
  return written(`upright-${codec}.mov`, bytes);
}

/** The first part of a file, as a lost connection leaves it. */
export function cut(file: string, share: number): string {
  const whole = fs.readFileSync(file);
  const target = filmPath(`cut-${share}-${path.basename(file)}`);
  fs.writeFileSync(target, whole.subarray(0, Math.floor(whole.length * share)));
  return target;
}

export function written(name: string, content: string | Buffer): string {
  fs.writeFileSync(filmPath(name), content);
  return filmPath(name);
}

/** MD5 of the coded pictures, whatever container they are in; in the form that MP4 holds them. */
export function pictureHash(file: string): string {
  const args = [
    '-v',
    'error',
    '-i',
    file,
    '-map',
    '0:v:0',
    '-c',
    'copy',
    '-bsf:v',
    'h264_mp4toannexb',
    '-f',
    'md5',
    '-',
  ];
  return execFileSync('ffmpeg', args).toString().trim();
}

/** How long each stream lasts, the picture first. */
export function streamSeconds(file: string): number[] {
  const args = ['-v', 'error', '-show_entries', 'stream=duration', '-of', 'csv=p=0', file];
  return execFileSync('ffprobe', args).toString().trim().split('\n').map(Number);
}

/** A program that stands in for ffmpeg. */
export function script(name: string, ...lines: string[]): string {
  const file = written(name, ['#!/bin/sh', ...lines, ''].join('\n'));
  fs.chmodSync(file, 0o755);
  return file;
}

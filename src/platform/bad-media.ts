import { ProgramFailed } from './confined.ts';
import { isDiskFull } from './disk.ts';

/** Not a recording that we play; the message says why, in words for the person who sent it. */
export class Unreadable extends Error {}

export const unreadable = 'We could not read this recording.';
export const maxPixels = 40_000_000;

const containers = 'matroska,webm,mov,mp4,ogg,wav,mp3,aac,flac,avi';

/** Decoders by their ffmpeg names. PNG and MJPEG are cover pictures of audio files, MJPEG also old cameras. */
const decoders = [
  'h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,h263,prores,theora,mjpeg,png',
  'aac,opus,libopus,vorbis,libvorbis,mp3,mp3float,flac,alac,amrnb,amrwb',
  'pcm_s16le,pcm_s16be,pcm_s24le,pcm_s32le,pcm_f32le,pcm_u8,pcm_mulaw,pcm_alaw',
].join(',');

/**
 * Without the list of formats, an HLS playlist or an ffconcat script named `.mp4` reads other local files.
 * `file:` keeps a name from being taken for a protocol or an option.
 */
export const hardening = Object.entries({
  '-protocol_whitelist': 'file',
  '-format_whitelist': containers,
  '-codec_whitelist': decoders,
  '-max_pixels': String(maxPixels),
}).flat();

export const tooManyPixels = `${unreadable} Its picture is damaged or larger than 40 megapixels.`;

const badInput = new RegExp(
  [
    'Invalid data found|Format not on whitelist|Invalid argument|moov atom not found|matches no streams',
    'File ended prematurely|Input/output error',
  ].join('|'),
);

/** Bad input is told from a crash by what ffmpeg printed; the rest may work at the next try. */
export function inWords(error: unknown): never {
  if (!(error instanceof ProgramFailed) || error.wasKilled || isDiskFull(error)) throw error;
  const codec = /Codec \((\w+)\) not on whitelist/.exec(error.message)?.[1];
  if (codec) throw new Unreadable(`${unreadable} Its coding “${codec}” is not accepted here.`, { cause: error });
  if (/exceeds specified max pixel|Picture size \d+x\d+ is invalid/.test(error.message)) {
    throw new Unreadable(tooManyPixels, { cause: error });
  }
  if (badInput.test(error.message)) throw new Unreadable(unreadable, { cause: error });
  throw error;
}

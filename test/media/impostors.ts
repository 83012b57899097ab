import fs from 'node:fs';
import * as films from './films.ts';

/** What is no recording, or no longer one, each under a name that says it is. */
export const impostors: Record<string, () => string> = {
  'an HLS playlist': () => hls(films.phoneFilm()),
  'an ffconcat script': () => films.written('concat.mp4', `ffconcat version 1.0\nfile ${films.phoneFilm()}\n`),
  'a DASH manifest': () =>
    films.written('dash.mp4', '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>'),
  'a session description': () => films.written('sdp.mp4', 'v=0\r\nm=video 1 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n'),
  'a drawing': () => films.written('svg.mp4', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  'plain text': () => films.written('text.mp4', 'Dear hiring manager, '.repeat(200)),
  noise: () => films.written('noise.mp4', Buffer.from(Array.from({ length: 9999 }, (_, i) => (i * 7919) % 251))),
  nothing: () => films.written('empty.mp4', ''),
  'an MP4 that lost its index': () => films.cut(films.silentFilm(), 0.5),
  'a WebM that broke off in its header': () =>
    films.written('header.mp4', fs.readFileSync(films.vp8Take()).subarray(0, 300)),
};

/** A coding that nobody's camera uses. */
export function cinepak(): string {
  return films.film('cinepak.avi', '-f', 'lavfi', '-i', 'testsrc=s=320x240:d=1', '-c:v', 'cinepak');
}

/** A film of a few bytes that says it is as wide and as high as this. */
export function hugeFilm(size: number): string {
  return films.written('huge.mp4', withSize(fs.readFileSync(films.film('mjpeg.mp4', ...oneFrame)), size));
}

const oneFrame = [
  '-f',
  'lavfi',
  '-i',
  'color=s=64x64:d=0.1',
  '-frames:v',
  '1',
  '-c:v',
  'mjpeg',
  '-pix_fmt',
  'yuvj420p',
];

/** Claims another size in the sample description (ISO 14496-12, 12.1.3) and in the frame (ISO 10918-1, B.2.2). */
function withSize(film: Buffer, size: number): Buffer {
  const described = film.indexOf('mp4v') + 28;
  const frame = film.indexOf(Buffer.from([0xff, 0xc0])) + 5;
  for (const at of [described, described + 2, frame, frame + 2]) film.writeUInt16BE(size, at);
  return film;
}

/** Plays a local file where ffmpeg may follow playlists: what the list of formats is for. */
function hls(other: string): string {
  return films.written('playlist.mp4', `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${other}\n#EXT-X-ENDLIST\n`);
}

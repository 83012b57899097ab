/** What to ask MediaRecorder for, best first. The server copies H.264 as it is; all else it has to encode anew. */
interface Format {
  mime: string;
  why: string;
}

const videoFormats: Format[] = [
  {
    mime: 'video/webm;codecs=h264,opus',
    why: 'Chrome, Edge, Android: H.264 in the container that hands its pieces over steadily',
  },
  { mime: 'video/x-matroska;codecs=avc1,opus', why: 'Chromium builds that call the same thing Matroska' },
  {
    mime: 'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
    why: 'Safari, iOS: H.264 and AAC, nothing left to encode; pieces come in bursts',
  },
  { mime: 'video/mp4;codecs=avc1,opus', why: 'Chrome where only its MP4 writer takes H.264' },
  { mime: 'video/webm;codecs=vp8,opus', why: 'Firefox; VP8 before VP9, which old laptops cannot encode in time' },
  { mime: 'video/webm;codecs=vp9,opus', why: 'browsers built without VP8' },
  { mime: 'video/webm', why: 'whatever else the browser calls WebM' },
  { mime: 'video/mp4', why: 'Safari before 17, which knows no codecs parameter' },
];

const voiceFormats: Format[] = [
  { mime: 'audio/webm;codecs=opus', why: 'Chrome, Edge, Firefox, Android: small, steady pieces' },
  { mime: 'audio/mp4;codecs=mp4a.40.2', why: 'Safari, iOS: AAC, which every player takes' },
  { mime: 'audio/ogg;codecs=opus', why: 'Firefox before 75' },
  { mime: 'audio/mp4', why: 'Safari before 17' },
];

/** The first format that this browser can record, or undefined when it can record none. */
export function bestFormat(kind: 'video' | 'voice'): string | undefined {
  const formats = kind === 'video' ? videoFormats : voiceFormats;
  return formats.find(({ mime }) => MediaRecorder.isTypeSupported(mime))?.mime;
}

/** Clear speech; twice what a telephone takes. */
export const audioBitsPerSecond = 64_000;

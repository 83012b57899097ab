import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Clip } from '../../src/media/clip.ts';
import { takesLong } from '../../src/media/effort.ts';
import type { Probe } from '../../src/platform/ffprobe.ts';

const hour = 3600;
const h264 = { codec: 'h264', pixelFormat: 'yuv420p', width: 1280, height: 720, framesPerSecond: 30 };
const vp8 = { ...h264, codec: 'vp8' };

describe('the effort that a recording takes', () => {
  const cases: [what: string, isLong: boolean, Probe, Partial<Clip>?][] = [
    ['four hours to encode', true, { video: vp8, seconds: 4 * hour }],
    ['four hours to copy', true, { video: h264, seconds: 4 * hour }],
    ['an hour to copy', false, { video: h264, seconds: hour }],
    ['three minutes to encode', false, { video: vp8, seconds: 180 }],
    ['an hour of voice', false, { seconds: hour }],
    ['four hours of which two minutes are played', false, { video: vp8, seconds: 4 * hour }, { maxSeconds: 120 }],
    ['4 GB whose length nobody knows', true, { video: h264 }, { bytes: 4e9 }],
    ['a take of a minute', false, { video: h264 }, { bytes: 2e7, declaredSeconds: 60 }],
  ];
  for (const [what, isLong, media, changes] of cases) {
    it(`is ${isLong ? 'long' : 'short'} for ${what}`, () => {
      const clip = { bytes: 1000, declaredSeconds: null, maxSeconds: null, ...changes } as Clip;
      expect(takesLong(clip, media)).to.equal(isLong);
    });
  }
});

/** A picture size that a line can carry while it is recorded. */
export interface Quality {
  width: number;
  height: number;
  /** Of the picture. */
  bitsPerSecond: number;
}

/** Best first. */
const qualities: [Quality, ...Quality[]] = [
  { width: 1280, height: 720, bitsPerSecond: 2_500_000 },
  { width: 854, height: 480, bitsPerSecond: 1_000_000 },
  { width: 640, height: 360, bitsPerSecond: 400_000 },
];

/** Voice, and what comes and goes on a line. */
const spare = 1.15;
const voiceBitsPerSecond = 64_000;

/** The best that keeps up with the uplink, in bits per second; the best of all while that is not known. */
export function qualityFor(uplink: number | undefined): Quality {
  if (uplink === undefined) return qualities[0];
  return qualities.find(({ bitsPerSecond }) => bitsPerSecond * spare <= uplink) ?? qualities.at(-1)!;
}

/** What would get through where not even the smallest picture does as it is made. */
export function lighterWay(uplink: number | undefined): 'voice' | 'typed' | undefined {
  if (uplink === undefined || uplink >= qualities.at(-1)!.bitsPerSecond * spare) return undefined;
  return uplink >= voiceBitsPerSecond * spare ? 'voice' : 'typed';
}

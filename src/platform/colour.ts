/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number];

/** @param hex as `#015c68` */
export function fromHex(hex: string): Colour {
  const [red, green, blue] = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

export function toHex(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** `share` of the second, from 0 to 1. */
export function mix(first: Colour, second: Colour, share: number): Colour {
  const between = (one: number, other: number) => Math.round(one + (other - one) * share);
  return [between(first[0], second[0]), between(first[1], second[1]), between(first[2], second[2])];
}

/** From 1 to 21; words need 4.5 (WCAG 2.2, 1.4.3 and "contrast ratio"). */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

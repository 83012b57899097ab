import { contrast, fromHex, mix, toHex, type Colour } from '../platform/colour.ts';

/** How the company's colour is used in one theme, all as `#015c68`. */
export interface Tone {
  accent: string;
  hover: string;
  /** A ground on which the accent is read. */
  wash: string;
  /** What words on the accent are written in. */
  onAccent: string;
  /** Of words on the accent. */
  contrast: number;
  /** Not so when it had to be made darker or lighter to be read. */
  isAsChosen: boolean;
}

/** Where words in the accent stand, as tokens.css has it. */
const themes = {
  light: { grounds: ['#fdfcfa', '#f7f4f0', '#f2efea'], on: '#ffffff', away: '#000000', hover: 0.2, wash: 0.12 },
  dark: {
    grounds: ['#1c1814', '#16120f', '#110e0b', '#37312a'],
    on: '#110e0b',
    away: '#ffffff',
    hover: 0.25,
    wash: 0.16,
  },
};

const needed = 4.5;

/** The chosen colour where it can be read, else the nearest that can: on every ground, and with words on it. */
export function tonesOf(chosen: string): { light: Tone; dark: Tone } {
  return { light: toneIn(themes.light, chosen), dark: toneIn(themes.dark, chosen) };
}

function toneIn(theme: typeof themes.light, chosen: string): Tone {
  const away = fromHex(theme.away);
  for (let share = 0; share < 1; share += 0.02) {
    const accent = mix(fromHex(chosen), away, share);
    const tone = toneOf(theme, accent);
    if (isReadable(theme, tone)) return { ...tone, isAsChosen: share === 0 };
  }
  return { ...toneOf(theme, away), isAsChosen: false };
}

function toneOf(theme: typeof themes.light, accent: Colour): Omit<Tone, 'isAsChosen'> {
  const [sheet = ''] = theme.grounds;
  return {
    accent: toHex(accent),
    hover: toHex(mix(accent, fromHex(theme.away), theme.hover)),
    wash: toHex(mix(fromHex(sheet), accent, theme.wash)),
    onAccent: theme.on,
    contrast: contrast(fromHex(theme.on), accent),
  };
}

function isReadable(theme: typeof themes.light, tone: Omit<Tone, 'isAsChosen'>): boolean {
  const grounds = [...theme.grounds, tone.wash, tone.onAccent];
  return grounds.every((ground) => contrast(fromHex(ground), fromHex(tone.accent)) >= needed);
}

/** A style sheet that puts the colour in place of the product's own; unlayered, so that it wins over tokens.css. */
export function accentStyles(chosen: string): string {
  const { light, dark } = tonesOf(chosen);
  const both = (part: 'accent' | 'hover' | 'wash' | 'onAccent') => `light-dark(${light[part]}, ${dark[part]})`;
  return `:root {
  --accent: ${both('accent')};
  --accent-hover: ${both('hover')};
  --accent-wash: ${both('wash')};
  --on-accent: ${both('onAccent')};
  --focus: ${both('accent')};
}
`;
}

/** How somebody in the demo workspace is drawn. */
export interface Looks {
  skin: keyof typeof skins;
  hair: 'round' | 'short' | 'long' | 'bun' | 'bald' | 'curls' | 'scarf';
  hairColour: string;
  top: string;
  room: keyof typeof rooms;
  glasses?: boolean;
  beard?: boolean;
}

/** Light, shade, neck and lines of a face. */
const skins = {
  fair: ['#eac3a3', '#dcae8b', '#c99a78', '#a06f50'],
  warm: ['#d3a178', '#c28f66', '#ac7b55', '#835637'],
  olive: ['#b98659', '#a8764b', '#93653f', '#6b4526'],
  brown: ['#8d5638', '#7d4a30', '#6d4029', '#5b3321'],
  deep: ['#6a412b', '#5b3724', '#4e2f1f', '#38200f'],
};

/** Wall, the light on it, and what stands about. */
const rooms = {
  window: [
    '#8b968c',
    '#9da89c',
    '<path fill="#dfe6da" d="M48-40h128v230H48z"/><path fill="#c3cec2" d="M108-40h8v230h-8zM48 76h128v7H48z"/>',
  ],
  shelf: [
    '#7f9396',
    '#90a4a6',
    '<path fill="#56676a" d="M474 130h186v9H474z"/><path fill="#b4573a" d="M494 72h15v58h-15z"/><path fill="#e3d3b3" d="M511 64h19v66h-19z"/><path fill="#33524c" d="M532 78h13v52h-13z"/><path fill="#d9a441" d="M40 110h112v150H40z"/><path fill="#f2e7cd" d="M52 122h88v126H52z"/><path fill="#7c9a8e" d="M52 206l30-34 24 26 34-44v94H52z"/>',
  ],
  plant: [
    '#a79a88',
    '#b5a998',
    '<path fill="#c9b184" d="M520 250h76l-10 130h-56z"/><path fill="#3f6b4c" d="M556 252c-70-28-84-102-70-150 38 24 66 66 70 150Zm0 0c-8-84 18-150 70-180 18 66-14 142-70 180Zm0 0c-26-60-24-120 0-170 22 54 22 112 0 170Z"/>',
  ],
  lamp: [
    '#5f6b74',
    '#6d7a83',
    '<circle cx="112" cy="112" r="120" fill="#f6dca8" opacity=".16"/><circle cx="112" cy="112" r="72" fill="#f6dca8" opacity=".25"/><path fill="#f3dfb6" d="M78 70h68l20 72H58z"/><path fill="#3d464d" d="M108 142h8v260h-8z"/>',
  ],
  garden: [
    '#93a894',
    '#a9bba6',
    '<path fill="#cfe0e4" d="M420-40h260v270H420z"/><path fill="#7fa083" d="M420 150c40-40 80-30 110-6 40-44 100-36 150-4v90H420z"/><path fill="#f4f1e6" d="M540-40h10v270h-10zM412-40h10v270h-10z"/>',
  ],
  office: [
    '#b2a9a0',
    '#c0b8af',
    '<path fill="#f1ece2" d="M40 36h190v130H40z"/><path fill="#015c68" d="M62 60h84v9H62z"/><path fill="#cbbfae" d="M62 84h140v7H62zM62 104h122v7H62zM62 124h132v7H62z"/><path fill="#7d7468" d="M540 60h60v330h-60z"/>',
  ],
};

/** The wall and what stands before it, wider and higher than a picture, so that the camera can drift. */
export function drawRoom({ room }: Looks): string {
  const [wall, light, things] = rooms[room];
  return svg(
    `<path fill="${wall}" d="M-20-20h720v440H-20z"/><path fill="${light}" d="M-20-20h720v150L-20 340z"/>${things}`,
    680,
    400,
  );
}

/** Somebody who is about to speak; see-through around them. */
export function drawPerson({ skin, hair, hairColour, top, glasses, beard }: Looks): string {
  const [light, shade, neck, line] = skins[skin];
  return svg(
    placed(
      `${behind[hair](hairColour, top)}
      <path fill="${neck}" d="M288 220h64v84h-64z"/>
      <path fill="${light}" d="M262 168c0-50 22-76 58-76s58 26 58 76c0 56-26 92-58 92s-58-36-58-92Z"/>
      <path fill="${shade}" d="M348 98c20 12 30 36 30 70 0 56-26 92-58 92 34-14 48-66 28-162Z"/>
      ${beard ? `<path fill="${hairColour}" d="M262 176c4 22 10 30 22 34 22-12 50-12 72 0 12-4 18-12 22-34 4 64-24 92-58 92s-62-28-58-92Z"/>` : ''}
      ${before[hair](hairColour, top)}
      <path fill="${top}" d="M122 420c6-84 68-124 152-136 12 26 80 26 92 0 84 12 146 52 152 136Z"/>
      <path fill="#0003" d="M366 284c84 12 146 52 152 136h-94c2-60-20-104-62-124Z"/>
      <path fill="none" stroke="${hair === 'bald' || hair === 'scarf' ? line : hairColour}" stroke-width="4" stroke-linecap="round" d="M284 162c7-5 16-5 22-1M334 161c7-4 16-4 22 1"/>
      <path fill="#231812" d="M290 178a6 5 0 1 0 12 0 6 5 0 1 0-12 0ZM338 178a6 5 0 1 0 12 0 6 5 0 1 0-12 0Z"/>
      <path fill="none" stroke="${line}" stroke-width="3.5" stroke-linecap="round" d="M320 182c-3 11-6 18-4 22 3 3 8 3 11 1"/>
      <path fill="none" stroke="#6d2f25" stroke-width="5" stroke-linecap="round" d="M302 228c10 7 26 7 36 0"/>
      ${glasses ? '<path fill="none" stroke="#2b2622" stroke-width="4" d="M276 178a20 17 0 1 0 40 0 20 17 0 1 0-40 0ZM324 178a20 17 0 1 0 40 0 20 17 0 1 0-40 0ZM316 175h8"/>' : ''}`,
    ),
  );
}

/** A mouth that says something, to be laid over the person's own. */
export function drawMouth(): string {
  return svg(
    placed(
      '<path fill="#5a261e" d="M300 222c12 3 28 3 40 0-3 17-11 23-20 23s-17-6-20-23Z"/><path fill="#f3e9df" d="M305 224c10 2 20 2 30 0-2 5-4 6-6 6h-18c-2 0-4-1-6-6Z"/>',
    ),
  );
}

/** Eyes that are shut, to be laid over the open ones for a moment. */
export function drawBlink({ skin }: Looks): string {
  const [light, shade, , line] = skins[skin];
  return svg(
    placed(
      `<path fill="${light}" d="M286 170h20v16h-20z"/><path fill="${light}" d="M334 170h12v16h-12z"/><path fill="${shade}" d="M346 170h10v16h-10z"/>
      <path fill="none" stroke="${line}" stroke-width="4" stroke-linecap="round" d="M289 180c4 3 10 3 14 0M337 180c4 3 10 3 14 0"/>`,
    ),
  );
}

type Drawing = (colour: string, top: string) => string;

const cap: Drawing = (colour) =>
  `<path fill="${colour}" d="M254 170c-4-62 24-92 66-92s70 30 66 92c-8-24-18-42-34-48-22 12-62 10-80 4-8 12-14 26-18 44Z"/>`;
const nothing: Drawing = () => '';

/** What of the hair lies behind the face. */
const behind: Record<Looks['hair'], Drawing> = {
  round: (colour) => `<circle cx="320" cy="158" r="92" fill="${colour}"/>`,
  short: nothing,
  long: (colour) =>
    `<path fill="${colour}" d="M242 300c-10-60-8-130 6-170 14-38 42-58 72-58s58 20 72 58c14 40 16 110 6 170Z"/>`,
  bun: (colour) => `<circle cx="320" cy="72" r="34" fill="${colour}"/>`,
  bald: nothing,
  curls: (colour) =>
    [
      [262, 132, 34],
      [288, 98, 34],
      [330, 88, 36],
      [368, 110, 34],
      [384, 148, 30],
      [256, 168, 28],
      [388, 184, 24],
    ]
      .map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`)
      .join(''),
  scarf: (colour) =>
    `<path fill="${colour}" d="M232 300c-10-70 0-150 20-184 16-28 42-44 68-44s52 16 68 44c20 34 30 114 20 184Z"/>`,
};

/** What of it lies before. */
const before: Record<Looks['hair'], Drawing> = {
  round: cap,
  short: cap,
  long: cap,
  bun: cap,
  bald: nothing,
  curls: cap,
  scarf: (colour) =>
    `<path fill="${colour}" fill-rule="evenodd" d="M250 180c-6-70 20-108 70-108s76 38 70 108c-4 50-22 100-70 104-48-4-66-54-70-104Zm22-12c0 44 14 88 48 88s48-44 48-88-18-62-48-62-48 18-48 62Z"/>`,
};

function placed(drawing: string): string {
  return `<g transform="translate(44.8 22) scale(.86)">${drawing}</g>`;
}

function svg(drawing: string, width = 640, height = 360): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawing}</svg>`;
}

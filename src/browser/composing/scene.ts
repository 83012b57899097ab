/** What lies over the screen in a composed picture. Places are parts of the picture, 0 to 1, from its upper left corner. */
export interface Scene {
  bubble: Bubble;
  strokes: Stroke[];
}

export interface Point {
  x: number;
  y: number;
}

/** The round camera picture. */
export interface Bubble extends Point {
  /** Its diameter, as a part of the picture's shorter side. */
  size: number;
  mirrored: boolean;
  shown: boolean;
}

export type Tool = 'pen' | 'arrow' | 'box' | 'highlighter';

export interface Stroke {
  tool: Tool;
  /** As CSS has it. */
  colour: string;
  /** In the order in which they were drawn; of an arrow and a box the first and the last count. */
  points: Point[];
  /** When the pen was lifted, in milliseconds since 1970; undefined while it is drawn. */
  endedAt?: number;
}

export const firstBubble: Bubble = { x: 0.89, y: 0.81, size: 0.3, mirrored: true, shown: true };

const [smallest, largest] = [0.15, 0.6];

/** The same bubble, moved or grown, as far as the picture goes. */
export function within(bubble: Bubble): Bubble {
  const inside = (at: number) => Math.min(1, Math.max(0, at));
  return {
    ...bubble,
    x: inside(bubble.x),
    y: inside(bubble.y),
    size: Math.min(largest, Math.max(smallest, bubble.size)),
  };
}

/** A line of the pen stays for as long as it takes to be read, and fades. */
const [staysMs, fadesMs] = [3000, 1000];

/** How much of a stroke is to be seen, 1 to 0. Only what the pen drew goes by itself. */
export function strength({ tool, endedAt }: Stroke, now: number): number {
  if (tool !== 'pen' || endedAt === undefined) return 1;
  return Math.min(1, Math.max(0, (endedAt + staysMs + fadesMs - now) / fadesMs));
}

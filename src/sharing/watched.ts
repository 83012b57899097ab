import type { Deps } from '../platform/deps.ts';
import { listLinks } from './link.ts';
import { heatLine, heatOf, lengthOf, type Part } from './parts.ts';
import { filmOf, inShownFilm, type Film } from './film.ts';
import type { Subject } from './subject.ts';
import { flushViews } from './view.ts';
import * as store from './watched.store.ts';

/** How sure we are who it was: an address or account that is theirs, a name that anybody may write, the same browser. */
export type Sureness = 'verified' | 'named' | 'browser';

export interface Viewer {
  id: string;
  who: string;
  sureness: Sureness;
  /** Of the link they came by; undefined for members without one. */
  linkName: string | undefined;
  openedAt: string;
  lastAt: string | null;
  /** 0 to 1, of the film. */
  share: number;
  furthest: number;
  seconds: number;
  parts: Part[];
}

/** Who has watched a thing and which parts of it. */
export interface Watched {
  viewers: Viewer[];
  /** The id to go on from, where there are more. */
  next: string | undefined;
  opened: number;
  watched: number;
  programs: number;
  /** Of those who watched, 0 to 1. */
  averageShare: number;
  length: number;
  /** SVG path in a box of 100 by 20; empty where nobody watched. */
  heat: string;
  /** The stretch that most people saw, in seconds. */
  most: Part | undefined;
}

const stretches = 100;
const pageSize = 25;

/** @param linkId those of one link alone; null: members without a link; undefined: all */
export async function readWatched(
  deps: Deps,
  subject: Subject,
  { linkId, before, limit = pageSize }: { linkId?: string | null; before?: string | undefined; limit?: number } = {},
): Promise<Watched> {
  await flushViews(deps);
  const which = { subject, linkId };
  const film = await filmOf(deps, subject);
  const parts = (await store.listParts(deps.db, which)).map((own) => inShownFilm(film, own));
  const rows = await store.listViewers(deps.db, which, before, limit + 1);
  const furthest = parts.reduce((most, own) => Math.max(most, own.at(-1)?.[1] ?? 0), 0);
  const length = film.length ?? furthest;
  const names = new Map((await listLinks(deps.db, subject)).map(({ id, name }) => [id, name]));
  const shares = parts.map((own) => shareOf(own, length));
  const heat = heatOf(parts, length, stretches);
  return {
    viewers: rows.slice(0, limit).map((row) => asViewer(row, film, length, names)),
    next: rows.length > limit ? rows[limit - 1]?.id : undefined,
    ...(await counted(deps, which)),
    averageShare: shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length,
    length,
    heat: heat.length === 0 ? '' : heatLine(heat),
    most: mostWatched(heat, length),
  };
}

/** How many opened each link and how many watched, by its id; members without a link under null. */
export async function countByLink(deps: Deps, subject: Subject): Promise<Map<string | null, store.LinkCount>> {
  const counts = await store.countViewers(deps.db, subject);
  return new Map(counts.map((each) => [each.linkId, each]));
}

async function counted(deps: Deps, which: store.Which) {
  const counts = await store.countViewers(deps.db, which.subject);
  const ours = counts.filter(({ linkId }) => which.linkId === undefined || linkId === which.linkId);
  return {
    opened: ours.reduce((sum, { opened }) => sum + opened, 0),
    watched: ours.reduce((sum, { watched }) => sum + watched, 0),
    programs: await store.countPrograms(deps.db, which),
  };
}

function asViewer(row: store.ViewerRow, film: Film, length: number, linkNames: Map<string, string>): Viewer {
  const { id, openedAt, lastAt, seconds } = row;
  const parts = inShownFilm(film, row.parts);
  return {
    id,
    ...whoIs(row),
    linkName: row.linkId === null ? undefined : linkNames.get(row.linkId),
    openedAt,
    lastAt,
    share: shareOf(parts, length),
    furthest: inShownFilm(film, [[0, row.furthest]]).at(-1)?.[1] ?? 0,
    seconds,
    parts,
  };
}

function whoIs({ memberName, email, name, agent }: store.ViewerRow): Pick<Viewer, 'who' | 'sureness'> {
  if (memberName) return { who: memberName, sureness: 'verified' };
  if (email) return { who: name ? `${name} (${email})` : email, sureness: 'verified' };
  return name ? { who: name, sureness: 'named' } : { who: browserOf(agent), sureness: 'browser' };
}

/** "Somebody with Firefox on Android": enough to tell two apart. */
function browserOf(agent: string): string {
  const first = (names: Record<string, RegExp>) => Object.keys(names).find((name) => names[name]!.test(agent));
  const browser = first({ Edge: /Edg/, Firefox: /Firefox|FxiOS/, Chrome: /Chrom|CriOS/, Safari: /Safari/ });
  const system = first({
    iPhone: /iPhone/,
    iPad: /iPad/,
    Android: /Android/,
    Windows: /Windows/,
    Mac: /Mac OS/,
    Linux: /Linux/,
  });
  if (!browser) return 'Somebody';
  return `Somebody with ${browser}${system ? ` on ${system}` : ''}`;
}

function shareOf(parts: readonly Part[], length: number): number {
  return length > 0 ? Math.min(1, lengthOf(parts) / length) : 0;
}

/** The first run of stretches that nearly as many saw as any. Undefined where all of it was seen alike. */
function mostWatched(heat: readonly number[], length: number): Part | undefined {
  const highest = Math.max(0, ...heat);
  const isMost = (share: number) => share > highest * 0.95;
  if (highest === 0 || heat.every(isMost)) return undefined;
  const from = heat.findIndex(isMost);
  const rest = heat.slice(from).findIndex((share) => !isMost(share));
  const to = rest === -1 ? heat.length : from + rest;
  return [(from * length) / heat.length, (to * length) / heat.length];
}

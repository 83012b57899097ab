import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { squareWebp } from '../platform/images.ts';
import type { Member } from './member.ts';
import * as store from './store.ts';

export const themes = ['system', 'light', 'dark'] as const;

/** How dates are written, as of BCP 47, in its own words. */
export const languages: Record<string, string> = {
  'en-GB': 'English (UK)',
  'en-US': 'English (US)',
  'de-DE': 'Deutsch',
  'fr-FR': 'Français',
  'es-ES': 'Español',
  'it-IT': 'Italiano',
  'nl-NL': 'Nederlands',
  'sv-SE': 'Svenska',
  'pl-PL': 'Polski',
  'pt-PT': 'Português',
};

export interface Preferences {
  name: string;
  /** As of the IANA database. */
  timeZone: string;
  language: string;
  theme: (typeof themes)[number];
}

/** Who is signed in, and how the pages are for them. */
export interface Profile extends Member, Preferences {
  /** Counts up with every portrait; null for none. */
  portrait: number | null;
}

/** Undefined for who is disabled: their sessions end with this. */
export async function findProfile(db: Deps['db'], id: string): Promise<Profile | undefined> {
  const row = await store.findActiveMember(db, id);
  if (!row) return undefined;
  const { name, email, role, time_zone, language, theme, portrait } = row;
  return { id, name, email, role, timeZone: time_zone, language, theme: theme as Preferences['theme'], portrait };
}

/** @throws NotFound for who is not here, or disabled */
export async function getProfile(db: Deps['db'], id: string): Promise<Profile> {
  const profile = await findProfile(db, id);
  if (!profile) throw new NotFound('This person is not here.');
  return profile;
}

export async function changePreferences({ db }: Deps, { id }: Member, changed: Preferences): Promise<void> {
  const { name, timeZone, language, theme } = changed;
  await store.updateMember(db, id, { name, time_zone: timeZone, language, theme });
}

const portraitPixels = 256;

/** @throws Unreadable */
export async function setPortrait({ db }: Deps, { id, portrait }: Profile, picture: Buffer): Promise<void> {
  const webp = await squareWebp(picture, portraitPixels);
  await inTransaction(db, async (trx) => {
    await store.putPortrait(trx, id, webp);
    await store.updateMember(trx, id, { portrait: (portrait ?? 0) + 1 });
  });
}

export async function removePortrait({ db }: Deps, { id }: Member): Promise<void> {
  await inTransaction(db, async (trx) => {
    await store.deletePortrait(trx, id);
    await store.updateMember(trx, id, { portrait: null });
  });
}

/** As WebP. @throws NotFound */
export async function getPortrait({ db }: Deps, id: string): Promise<Buffer> {
  const webp = await store.findPortrait(db, id);
  if (!webp) throw new NotFound();
  return webp;
}

import type { Request, Response } from 'express';
import type { Deps } from '../../platform/deps.ts';
import { NotFound } from '../../platform/http/errors.ts';
import { pathOf } from '../../sharing/link.ts';
import type { Opened } from '../../sharing/opening.ts';
import { visitToken } from '../../sharing/visit.ts';
import { forGuests } from '../../transcripts/transcript.ts';
import { findMaking, shownFilm } from './film.ts';
import { findFilm } from './film.store.ts';
import { findReel } from './store.ts';

/** For the hook `showShared`: the film with its chapters, or that it is being made anew or may not be seen now. */
export async function showSharedReel(deps: Deps, _req: Request, res: Response, opened: Opened): Promise<void> {
  const { subject, link, visit } = opened;
  const reel = await findReel(deps.db, subject.id);
  if (!reel) throw new NotFound();
  const film = subject.clipId === null ? undefined : await findFilm(deps.db, reel.id);
  const shown = film && (await shownFilm(deps, film));
  res.page('analysis/reels/shared', {
    title: reel.title,
    layout: 'public',
    script: 'shared',
    styles: ['messages', 'sharing', 'reels'],
    reel,
    link,
    base: pathOf(deps, link),
    token: visitToken(deps, visit),
    isBeingMade: (await findMaking(deps.db, reel.id)).state === 'working',
    shown: shown && { ...shown, transcript: forGuests(shown.transcript) },
  });
}

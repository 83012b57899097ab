import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { isOwner, keyOf } from './person.ts';
import { momentIn } from './moment.ts';
import { checkOpen, type Place } from './place.ts';
import * as store from './reactions.store.ts';

/** What one click can say, with its name and the icon that shows it on any machine. */
export const emojis = {
  'thumbs-up': { words: 'Agree', icon: 'thumbs-up' },
  heart: { words: 'Love it', icon: 'heart' },
  laugh: { words: 'Funny', icon: 'laugh' },
  celebrate: { words: 'Well done', icon: 'party-popper' },
  idea: { words: 'Good idea', icon: 'lightbulb' },
  unsure: { words: 'Not clear', icon: 'circle-question-mark' },
} as const;

export type Emoji = keyof typeof emojis;
export const emojiNames = Object.keys(emojis) as [Emoji, ...Emoji[]];

export interface Reaction {
  id: string;
  emoji: Emoji;
  /** Whole seconds; null for the thing as a whole. */
  at: number | null;
}

/** Once for each person, way and second, however often they click. @throws Invalid, Refusal */
export async function react(deps: Deps, place: Place, given: Omit<Reaction, 'id'>): Promise<Reaction> {
  checkOpen(place);
  const moment = await momentIn(deps, place, given.at);
  const { subject, who } = place;
  const at = moment === null ? null : Math.floor(moment);
  const row = { id: newId(), subject, visitId: who.visit?.id ?? null, memberId: who.memberId, person: keyOf(who) };
  const id = await store.putReaction(deps.db, { ...row, emoji: given.emoji, at, createdAt: timestamp(deps.clock) });
  return { id, emoji: given.emoji, at: given.at === null ? null : Math.floor(given.at) };
}

/** @throws NotFound, Forbidden for another's */
export async function takeBack({ db }: Deps, { subject, who }: Place, id: string): Promise<void> {
  const reaction = await store.findReaction(db, subject, id);
  if (!reaction) throw new NotFound();
  if (!isOwner(who, reaction)) throw new Forbidden('Only the person who reacted can take it back.');
  await store.deleteReaction(db, id);
}

/** How many of each there are. */
export const countReactions = store.countReactions;

/** The same by second, for the timeline. */
export const listReactionMoments = store.listReactionMoments;

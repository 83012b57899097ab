import type { Message } from './message.ts';

/** What the inbox shows one after the other. */
export const groups = ['waiting', 'new', 'fyi', 'later', 'seen'] as const;
export type Group = (typeof groups)[number];

/** How far a message has come with one of those whom it is for; UTC. */
export interface Delivery {
  sentAt: string;
  seenAt: string | null;
  repliedAt: string | null;
}

type Expected = Pick<Message, 'expectation' | 'expectedAt'>;

/**
 * Where a message stands in somebody's inbox: text that sorts as the inbox does, so that one index pages through it. What
 * waits for a reply or is for later comes by its moment, the soonest first; the rest by when it was sent, the newest first.
 */
export function placeOf(message: Expected, delivery: Delivery, now: Date): string {
  const group = groupOf(message, delivery, now);
  const { expectedAt } = message;
  const isByMoment = expectedAt !== null && (group === 'waiting' || group === 'later');
  return groups.indexOf(group) + (isByMoment ? soonestFirst(expectedAt) : newestFirst(delivery.sentAt));
}

function groupOf({ expectation, expectedAt }: Expected, { seenAt, repliedAt }: Delivery, now: Date): Group {
  if (expectation === 'reply-by' && repliedAt === null) return 'waiting';
  if (seenAt !== null) return 'seen';
  if (expectation === 'fyi') return 'fyi';
  return expectation === 'not-before' && expectedAt !== null && expectedAt > now.toISOString() ? 'later' : 'new';
}

/** The group that a place lies in. */
export function groupAt(place: string): Group {
  return groups[Number(place.charAt(0))] ?? 'seen';
}

/** Everything that stands before this counts as unread, where it is. */
export const laterFrom = String(groups.indexOf('later'));

/** Milliseconds have 13 digits until the year 2286. */
function soonestFirst(iso: string): string {
  return String(Date.parse(iso)).padStart(13, '0');
}

function newestFirst(iso: string): string {
  return String(9_999_999_999_999 - Date.parse(iso)).padStart(13, '0');
}

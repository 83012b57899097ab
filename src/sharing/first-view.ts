import type { Deps } from '../platform/deps.ts';
import { notify } from '../notifications/notice.ts';
import { tellNow } from '../notifications/tell.ts';
import type { Viewing } from './view.ts';

const mostTold = 1000;

/**
 * Tells the author that somebody has begun to watch: once for each person who is known, and once for each link of all
 * those who are not.
 * @param told whom this process has told of already: a crowd at one link is one notice, and is not looked up each time
 */
export async function tellFirstViews(deps: Deps, viewings: readonly Viewing[], told: Set<string>): Promise<void> {
  const news = new Map(viewings.map((viewing) => [personOf(viewing), viewing.subject]));
  for (const known of told) news.delete(known);
  for (const [subjectId, { kind: aboutKind, id: aboutId, title: about, authorId }] of news) {
    await notify(deps, { kind: 'first-view', subjectId, aboutKind, aboutId, about }, [authorId], authorId);
  }
  if (news.size > 0) await tellNow.later(deps.db, {});
  if (told.size > mostTold) told.clear();
  for (const subjectId of news.keys()) told.add(subjectId);
}

function personOf({ subject, by }: Viewing): string {
  if (!('visit' in by)) return `${subject.id} ${by.memberId}`;
  const { id, linkId, memberId, email, name } = by.visit;
  if (memberId) return `${subject.id} ${memberId}`;
  return email || name ? id : linkId;
}

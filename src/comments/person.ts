import type { Visit } from '../sharing/visit.ts';

/** Whoever comments: a member of the workspace, or a guest who came through a share link. */
export interface Person {
  memberId: string | null;
  /** Of the link they came through; also members may come by one. */
  visit: Visit | null;
  /** Empty for a guest who has not said. */
  name: string;
}

interface Owned {
  memberId: string | null;
  visitId: string | null;
}

/** What a member wrote is theirs wherever they are signed in; what a guest wrote belongs to their browser. */
export function isOwner({ memberId, visit }: Person, owned: Owned): boolean {
  if (owned.memberId !== null) return owned.memberId === memberId;
  return owned.visitId !== null && owned.visitId === visit?.id;
}

/** Names the person in limits and where one counts once. */
export function keyOf({ memberId, visit }: Person): string {
  return memberId ? `member ${memberId}` : `visit ${visit?.id ?? ''}`;
}

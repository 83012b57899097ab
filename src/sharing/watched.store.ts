import type { Db } from '../platform/database.ts';
import type { Part } from './parts.ts';
import type { SubjectRef } from './subject.ts';

/** Somebody who opened a link to a thing, or watched it as a member; neither its author nor a program. */
export interface ViewerRow {
  id: string;
  linkId: string | null;
  memberName: string | null;
  email: string | null;
  name: string | null;
  agent: string;
  openedAt: string;
  /** Null for whoever opened it and watched nothing. */
  lastAt: string | null;
  seconds: number;
  furthest: number;
  parts: Part[];
}

/** Whose viewers are looked at: all of a thing's, those of one link, or of members without a link (null). */
export interface Which {
  subject: SubjectRef & { authorId: string };
  linkId?: string | null | undefined;
}

/** Both kinds in one: visits, watched or not, and members' own views. The ids of both are ordered by time. */
const viewers = `
  SELECT visits.id AS id, visits.link_id AS linkId, visits.member_id AS memberId, visits.email, visits.name, visits.agent,
    visits.created_at AS openedAt, views.last_at AS lastAt, views.seconds, views.furthest, views.parts
  FROM visits
  JOIN share_links ON share_links.id = visits.link_id
  LEFT JOIN views ON views.visit_id = visits.id
  WHERE share_links.subject_kind = :kind AND share_links.subject_id = :subjectId AND visits.is_program = 0
    AND (visits.member_id IS NULL OR visits.member_id <> :authorId)
  UNION ALL
  SELECT views.id, NULL, views.member_id, NULL, NULL, '', views.first_at, views.last_at, views.seconds, views.furthest, views.parts
  FROM views
  WHERE views.subject_kind = :kind AND views.subject_id = :subjectId AND views.visit_id IS NULL
    AND views.member_id <> :authorId`;

const ofLink = '(:all = 1 OR viewers.linkId IS :linkId)';

/** Newest first, from before the viewer `before`. */
export async function listViewers(
  db: Db,
  which: Which,
  before: string | undefined,
  limit: number,
): Promise<ViewerRow[]> {
  const rows = await db.raw<(Omit<ViewerRow, 'parts'> & { parts: string | null })[]>(
    `SELECT viewers.*, members.name AS memberName FROM (${viewers}) AS viewers
     LEFT JOIN members ON members.id = viewers.memberId
     WHERE ${ofLink} AND (:before IS NULL OR viewers.id < :before)
     ORDER BY viewers.id DESC LIMIT :limit`,
    { ...bindings(which), before: before ?? null, limit },
  );
  return rows.map((row) => ({
    ...row,
    seconds: row.seconds ?? 0,
    furthest: row.furthest ?? 0,
    parts: JSON.parse(row.parts ?? '[]') as Part[],
  }));
}

/** What each who watched has watched. */
export async function listParts(db: Db, which: Which): Promise<Part[][]> {
  const rows = await db.raw<{ parts: string }[]>(
    `SELECT viewers.parts FROM (${viewers}) AS viewers WHERE ${ofLink} AND viewers.parts IS NOT NULL`,
    bindings(which),
  );
  return rows.map(({ parts }) => JSON.parse(parts) as Part[]);
}

function bindings({ subject, linkId }: Which): Record<string, string | number | null> {
  return {
    kind: subject.kind,
    subjectId: subject.id,
    authorId: subject.authorId,
    all: linkId === undefined ? 1 : 0,
    linkId: linkId ?? null,
  };
}

export interface LinkCount {
  linkId: string | null;
  opened: number;
  watched: number;
}

/** By link; those of members without one under null. */
export async function countViewers(db: Db, subject: Which['subject']): Promise<LinkCount[]> {
  return db.raw<LinkCount[]>(
    `SELECT viewers.linkId, count(*) AS opened, count(viewers.parts) AS watched
     FROM (${viewers}) AS viewers GROUP BY viewers.linkId`,
    bindings({ subject }),
  );
}

/** How often mail scanners and preview bots opened it. */
export async function countPrograms(db: Db, { subject, linkId }: Which): Promise<number> {
  const { number }: { number: number } = await db('visits')
    .join('share_links', 'share_links.id', 'visits.link_id')
    .where({ subject_kind: subject.kind, subject_id: subject.id, is_program: true })
    .modify((query) => void (linkId !== undefined && query.where({ link_id: linkId })))
    .first(db.raw('count(*) AS number'));
  return number;
}

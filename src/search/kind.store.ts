import type { Knex } from 'knex';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import { visibleTo } from '../messages/library.ts';
import type { Db } from '../platform/database.ts';
import type { Kind, Wanted } from './wanted.ts';

type Join = (query: Knex.QueryBuilder, db: Db, viewer: Viewer, wanted: Wanted) => void;

/** What each kind brings along, and which of it a viewer may find. */
export const tables: Record<Kind, Join> = {
  form: (query, db, viewer, wanted) => {
    void query.join('forms as f', 'f.id', 'd.form_id').select({ at: 'f.created_at' });
    given(query, viewer);
    within(query, 'f.created_at', wanted);
  },
  response: (query, db, viewer, wanted) => {
    submitted(query, db, viewer, wanted);
    if (isReviewer(viewer)) void query.whereRaw(`f.hides <> 'both'`);
    ofPerson(query, wanted, shownNames(viewer));
    void query.select({ at: 'r.submitted_at' });
    within(query, 'r.submitted_at', wanted);
  },
  answer: (query, db, viewer, wanted) => {
    submitted(query, db, viewer, wanted);
    void query.join('answers as a', 'a.id', 'd.subject_id');
    void query.select({ questionId: 'a.question_id', publicationId: 'r.publication_id', recordedAs: 'a.kind' });
    void query.select({ at: 'r.submitted_at' });
    ofPerson(query, wanted, shownNames(viewer));
    analysedAs(query, db, wanted);
    within(query, 'r.submitted_at', wanted);
  },
  note: (query, db, viewer, wanted) => {
    submitted(query, db, viewer, wanted);
    void query.join('notes as n', 'n.id', 'd.subject_id').join('members as by', 'by.id', 'n.member_id');
    void query.select({ answerId: 'n.answer_id', atSeconds: 'n.at_seconds', author: 'by.name', at: 'n.created_at' });
    ofPerson(query, wanted, ['by.name', ...shownNames(viewer)]);
    within(query, 'n.created_at', wanted);
  },
  message: (query, db, viewer, wanted) => {
    visibleMessage(query, db, viewer);
    void query.join('messages', 'messages.id', 'd.message_id').join('members as by', 'by.id', 'messages.member_id');
    void query.select({ author: 'by.name', at: 'messages.created_at', recordedAs: 'messages.kind' });
    ofPerson(query, wanted, ['by.name', 'by.email']);
    within(query, 'messages.created_at', wanted);
  },
  comment: (query, db, viewer, wanted) => {
    visibleMessage(query, db, viewer);
    const author = db.raw(`coalesce(by.name, nullif(c.author_name, ''), 'Guest')`);
    void query.join('comments as c', 'c.id', 'd.subject_id').leftJoin('members as by', 'by.id', 'c.member_id');
    void query.join('messages', 'messages.id', 'd.message_id').whereNull('c.deleted_at');
    // What somebody records is nobody else's until it is done.
    void query.whereRaw('(c.finished_at IS NOT NULL OR c.member_id = ?)', [viewer.id]);
    void query.select({ author, about: 'messages.title', at: 'c.created_at', atSeconds: 'c.at_seconds' });
    ofPerson(query, wanted, ['by.name', 'c.author_name']);
    within(query, 'c.created_at', wanted);
  },
};

/** What was submitted, to a form that the viewer sees. */
function submitted(query: Knex.QueryBuilder, db: Db, viewer: Viewer, wanted: Wanted): void {
  void query.join('responses as r', 'r.id', 'd.response_id').join('forms as f', 'f.id', 'd.form_id');
  void query.whereRaw(`r.state = 'submitted'`);
  given(query, viewer);
  if (wanted.rating) void query.where('r.mean_rating', '>=', wanted.rating);
  scored(query, wanted);
  const [name, email] = shownNames(viewer);
  void query.select({ about: 'f.title', number: 'r.number', name: db.raw(name), email: db.raw(email) });
}

/** By what the respondent gave: 0 to 10; a star is two of them. */
function scored(query: Knex.QueryBuilder, { scoreFrom, scoreTo }: Wanted): void {
  if (scoreFrom === undefined && scoreTo === undefined) return;
  void query.whereRaw(
    `EXISTS (SELECT 1 FROM answers AS s WHERE s.response_id = d.response_id AND s.kind IN ('score', 'stars')
       AND s.number * iif(s.kind = 'stars', 2, 1) BETWEEN ? AND ?)`,
    [scoreFrom ?? 0, scoreTo ?? 10],
  );
}

function given(query: Knex.QueryBuilder, viewer: Viewer): void {
  if (!isReviewer(viewer)) return;
  void query.whereRaw('EXISTS (SELECT 1 FROM form_reviewers AS g WHERE g.form_id = d.form_id AND g.member_id = ?)', [
    viewer.id,
  ]);
}

/** What a form hides from reviewers is neither shown nor looked in. */
function shownNames(viewer: Viewer): [name: string, email: string] {
  if (!isReviewer(viewer)) return ['r.name', 'r.email'];
  return [`iif(f.hides = 'both', NULL, r.name)`, `iif(f.hides = 'nothing', r.email, NULL)`];
}

function visibleMessage(query: Knex.QueryBuilder, db: Db, viewer: Viewer): void {
  void query.whereExists(visibleTo(db, viewer.id).whereRaw('m.id = d.message_id').select('m.id'));
}

function within(query: Knex.QueryBuilder, moment: string, { from, until }: Wanted): void {
  if (from) void query.where(moment, '>=', from);
  if (until) void query.where(moment, '<', until);
}

function ofPerson(query: Knex.QueryBuilder, { person }: Wanted, expressions: string[]): void {
  if (!person) return;
  const like = `%${person.replace(/[\\%_]/g, '\\$&')}%`;
  const any = expressions.map((expression) => `${expression} LIKE ? ESCAPE '\\'`).join(' OR ');
  void query.whereRaw(
    `(${any})`,
    expressions.map(() => like),
  );
}

function analysedAs(query: Knex.QueryBuilder, db: Db, { feeling, language }: Wanted): void {
  if (!feeling && !language) return;
  const analysed = db('analysed_answers as z').whereRaw('z.answer_id = d.subject_id').select('z.answer_id');
  if (feeling) void analysed.where('z.feeling', feeling);
  if (language) void analysed.whereRaw(language === 'en' ? `z.language = 'en'` : `z.language IS NOT 'en'`);
  void query.whereExists(analysed);
}

import type { Db } from '../../platform/database.ts';
import { namings, type Naming } from './reel.ts';

/** Somebody in a reel, and whether they agreed to be shown to others. */
export interface PersonIn {
  responseId: string;
  name: string | null;
  number: number;
  /** What they agreed to when they answered; null for what was imported. */
  consent: string | null;
  /** Who says that they agreed to be shown with as much of their name as is, and when; null where nobody does. */
  confirmedBy: string | null;
  confirmedAt: string | null;
}

/** Everybody in a reel as it is now and in its film, each once, by their number. @param names what is shown of theirs */
export async function listPeopleIn(db: Db, reelId: string, names: Naming): Promise<PersonIn[]> {
  const quoted = db('reel_items')
    .join('answers', 'answers.id', 'answer_id')
    .where({ reel_id: reelId, removed_at: null })
    .select('response_id');
  return db('responses')
    .leftJoin('reel_agreements', (join) => {
      join.on('reel_agreements.response_id', 'responses.id').andOnVal('reel_agreements.reel_id', reelId);
      join.onIn('reel_agreements.names', covering(names));
    })
    .leftJoin('members', 'members.id', 'confirmed_by')
    .whereIn('responses.id', quoted.union(shownIn(db, reelId)))
    .orderBy('responses.number')
    .select<PersonIn[]>({
      responseId: 'responses.id',
      name: 'responses.name',
      number: 'responses.number',
      consent: 'responses.consent',
      confirmedBy: 'members.name',
      confirmedAt: 'confirmed_at',
    });
}

/** The people in a reel's film, by their responses. */
function shownIn(db: Db, reelId: string) {
  return db('reel_film_parts').where({ reel_id: reelId }).whereNotNull('response_id').distinct('response_id');
}

/** Who agreed to be shown with so much of their name agreed to less of it. */
function covering(names: Naming): Naming[] {
  return namings.slice(namings.indexOf(names));
}

/** Of those in the film, how many nobody says that they agreed to be shown with so much of their name. */
export async function countUnconfirmed(db: Db, reelId: string, names: Naming): Promise<number> {
  const agreed = db('reel_agreements')
    .where({ reel_id: reelId })
    .whereIn('names', covering(names))
    .select('response_id');
  const people: unknown[] = await shownIn(db, reelId).whereNotIn('response_id', agreed);
  return people.length;
}

export interface NewAgreement {
  reelId: string;
  responseId: string;
  names: Naming;
  confirmedBy: string;
  confirmedAt: string;
}

/** In place of what was confirmed before. */
export async function putAgreements(db: Db, agreements: NewAgreement[]): Promise<void> {
  for (const { reelId, responseId, names, confirmedBy, confirmedAt } of agreements) {
    const row = {
      reel_id: reelId,
      response_id: responseId,
      names,
      confirmed_by: confirmedBy,
      confirmed_at: confirmedAt,
    };
    await db('reel_agreements').insert(row).onConflict(['reel_id', 'response_id']).merge();
  }
}

export async function deleteAgreements(db: Db, reelId: string): Promise<void> {
  await db('reel_agreements').where({ reel_id: reelId }).delete();
}

/** Themes of a form that one single person speaks of, who is one of these. */
export async function listThemesOfOne(db: Db, formId: string, responseIds: string[]): Promise<string[]> {
  return db('placements')
    .join('themes', 'themes.id', 'placements.theme_id')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('answers', 'answers.id', 'sentences.answer_id')
    .where({ 'placements.analysis_id': formId })
    .groupBy('themes.id')
    .havingRaw('count(distinct answers.response_id) = 1')
    .havingIn(db.raw('max(answers.response_id)') as never, responseIds)
    .orderBy('themes.id')
    .pluck('themes.name');
}

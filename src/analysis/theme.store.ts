import { inTransaction, type Db } from '../platform/database.ts';
import type { Placement } from './themes/arrangement.ts';
import { fromBlob } from './vector.ts';

export interface Theme {
  id: string;
  formId: string;
  name: string;
  /** A person gave it that name. */
  isNamed: boolean;
  /** In a sentence, by a person; null for what was found. */
  description: string | null;
  isPinned: boolean;
  /** A person touched it: it stays, whatever is found. */
  isKept: boolean;
  /** What is said most, most telling first. */
  phrases: string[];
}

const columns = {
  id: 'themes.id',
  formId: 'themes.form_id',
  name: 'themes.name',
  isNamed: 'themes.is_named',
  description: 'themes.description',
  isPinned: 'themes.is_pinned',
  isKept: 'themes.is_kept',
  phrases: 'themes.phrases',
};

type ThemeRow = Omit<Theme, 'isNamed' | 'isPinned' | 'isKept' | 'phrases'> & {
  isNamed: number;
  isPinned: number;
  isKept: number;
  phrases: string;
};

function toTheme(row: ThemeRow): Theme {
  return {
    ...row,
    isNamed: Boolean(row.isNamed),
    isPinned: Boolean(row.isPinned),
    isKept: Boolean(row.isKept),
    phrases: JSON.parse(row.phrases) as string[],
  };
}

/** In the order in which they were made. */
export async function listThemes(db: Db, formId: string): Promise<Theme[]> {
  const rows: ThemeRow[] = await db('themes').where({ form_id: formId }).orderBy('id').select(columns);
  return rows.map(toTheme);
}

export async function findTheme(db: Db, formId: string, id: string): Promise<Theme | undefined> {
  const row: ThemeRow | undefined = await db('themes').where({ form_id: formId, id }).first(columns);
  return row && toTheme(row);
}

export async function insertTheme(db: Db, theme: Theme, createdAt: string): Promise<void> {
  await db('themes').insert({ ...toColumns(theme), id: theme.id, form_id: theme.formId, created_at: createdAt });
}

export async function updateTheme(db: Db, id: string, change: Partial<Theme>): Promise<void> {
  await db('themes').where({ id }).update(toColumns(change));
}

function toColumns({ name, isNamed, description, isPinned, isKept, phrases }: Partial<Theme>) {
  const given = { name, is_named: isNamed, description, is_pinned: isPinned, is_kept: isKept };
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(set), ...(phrases && { phrases: JSON.stringify(phrases) }) };
}

export async function deleteThemes(db: Db, ids: string[]): Promise<void> {
  await db('themes').whereIn('id', ids).delete();
}

/** Everything that was in one theme, and what was learnt about it, goes over to another. */
export async function mergeInto(db: Db, id: string, otherId: string): Promise<void> {
  await db('placements').where({ theme_id: otherId }).update({ theme_id: id });
  await db('theme_examples').where({ theme_id: otherId }).update({ theme_id: id });
  await deleteThemes(db, [otherId]);
}

/** A sentence that can be compared. */
export interface ComparedSentence {
  id: string;
  answerId: string;
  /** The response it is from. */
  personId: string;
  text: string;
  themeId: string | null;
  isPlaced: boolean;
  sentence: Float32Array;
  passage: Float32Array;
}

/** Without those whose language the engine does not read. */
export async function listComparedSentences(db: Db, formId: string): Promise<ComparedSentence[]> {
  const rows = await db('sentences')
    .join('analysed_answers', 'analysed_answers.answer_id', 'sentences.answer_id')
    .leftJoin('placements', 'placements.sentence_id', 'sentences.id')
    .where({ 'sentences.form_id': formId })
    .whereNotNull('vector')
    .orderBy(['sentences.answer_id', 'position'])
    .select<
      {
        id: string;
        answerId: string;
        personId: string;
        text: string;
        themeId: string | null;
        placed: string | null;
        a: Buffer;
        b: Buffer;
      }[]
    >({
      id: 'sentences.id',
      answerId: 'sentences.answer_id',
      personId: 'analysed_answers.response_id',
      text: 'text',
      themeId: 'theme_id',
      placed: 'sentence_id',
      a: 'vector',
      b: 'passage_vector',
    });
  return rows.map(({ a, b, placed, ...row }) => ({
    ...row,
    isPlaced: placed !== null,
    sentence: fromBlob(a),
    passage: fromBlob(b),
  }));
}

/** Takes the place of all earlier placements; those of sentences and themes that are gone meanwhile are left out. */
export async function replacePlacements(db: Db, formId: string, placements: Placement[]): Promise<void> {
  const sentences = new Set(await db('sentences').where({ form_id: formId }).pluck<string[]>('id'));
  const themes = new Set(await db('themes').where({ form_id: formId }).pluck<string[]>('id'));
  await db('placements')
    .whereIn('sentence_id', db('sentences').where({ form_id: formId }).select('id'))
    .delete();
  const rows = placements
    .filter(({ sentenceId, theme }) => sentences.has(sentenceId) && (theme === null || themes.has(theme)))
    .map(({ sentenceId, theme, ...rest }) => ({ sentence_id: sentenceId, theme_id: theme, ...rest }));
  await db.batchInsert('placements', rows, 200);
}

export async function placeByHand(db: Db, sentenceId: string, themeId: string): Promise<void> {
  const placement = { sentence_id: sentenceId, theme_id: themeId, confidence: 1, centrality: 1 };
  await db('placements').insert(placement).onConflict('sentence_id').merge(['theme_id', 'confidence']);
}

/** Whatever a run found meanwhile, it stays where a person put it. */
export async function placeExample(db: Db, { answerId, text, themeId }: Example): Promise<void> {
  const sentence = db('sentences').where({ answer_id: answerId, text }).select('id');
  await db('placements').whereIn('sentence_id', sentence).update({ theme_id: themeId, confidence: 1 });
}

export async function moveSentences(db: Db, sentenceIds: string[], themeId: string): Promise<void> {
  await db('placements').whereIn('sentence_id', sentenceIds).update({ theme_id: themeId });
}

export interface Example {
  id: string;
  formId: string;
  themeId: string;
  answerId: string;
  text: string;
  kind: 'moved' | 'pinned';
}

export async function listExamples(db: Db, formId: string): Promise<Example[]> {
  return db('theme_examples').where({ form_id: formId }).orderBy('id').select<Example[]>({
    id: 'id',
    formId: 'form_id',
    themeId: 'theme_id',
    answerId: 'answer_id',
    text: 'text',
    kind: 'kind',
  });
}

/** What was taught about the same words before is forgotten. */
export async function putExample(db: Db, example: Example & { createdBy: string; createdAt: string }): Promise<void> {
  await db('theme_examples')
    .insert({
      id: example.id,
      form_id: example.formId,
      theme_id: example.themeId,
      answer_id: example.answerId,
      text: example.text,
      kind: example.kind,
      created_by: example.createdBy,
      created_at: example.createdAt,
    })
    .onConflict(['answer_id', 'text'])
    .merge(['theme_id', 'kind', 'created_by', 'created_at']);
}

export async function deleteExample(db: Db, answerId: string, text: string): Promise<void> {
  await db('theme_examples').where({ answer_id: answerId, text }).delete();
}

export interface FoundSentence {
  id: string;
  answerId: string;
  text: string;
}

export async function findSentence(db: Db, formId: string, id: string): Promise<FoundSentence | undefined> {
  return db('sentences')
    .where({ form_id: formId, id })
    .first<FoundSentence | undefined>({ id: 'id', answerId: 'answer_id', text: 'text' });
}

/** What the last run changed, and how it went about it. */
export interface Outcome {
  /** Answers with words, and those of them that the engine could read. */
  answers: number;
  readable: number;
  sentences: number;
  /** Answers that joined themes that were there before. */
  joined: number;
  fresh: string[];
  gone: string[];
  /** Sentences that are in another theme now. */
  moved: number;
  contrast: number | null;
  exact: boolean;
  seconds: number;
}

export interface Analysis {
  wantedThemes: number | null;
  engine: string | null;
  finishedAt: string | null;
  outcome: Outcome | null;
}

export async function findAnalysis(db: Db, formId: string): Promise<Analysis | undefined> {
  const row = await db('analyses')
    .where({ form_id: formId })
    .first<(Omit<Analysis, 'outcome'> & { outcome: string | null }) | undefined>({
      wantedThemes: 'wanted_themes',
      engine: 'engine',
      finishedAt: 'finished_at',
      outcome: 'outcome',
    });
  return row && { ...row, outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as Outcome) };
}

export async function putAnalysis(db: Db, formId: string, change: Partial<Analysis>): Promise<void> {
  const { wantedThemes, engine, finishedAt, outcome } = change;
  const given = {
    wanted_themes: wantedThemes,
    engine,
    finished_at: finishedAt,
    outcome: outcome && JSON.stringify(outcome),
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  await inTransaction(db, async (trx) => {
    await trx('analyses').insert({ form_id: formId }).onConflict('form_id').ignore();
    if (Object.keys(set).length > 0) await trx('analyses').where({ form_id: formId }).update(set);
  });
}

export async function formExists(db: Db, formId: string): Promise<boolean> {
  return (await db('forms').where({ id: formId }).first('id')) !== undefined;
}

import type { Db } from '../platform/database.ts';
import { person, within } from './analysis.store.ts';
import type { Placement } from './themes/arrangement.ts';
import { fromBlob } from './vector.ts';

export interface Theme {
  id: string;
  analysisId: string;
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
  analysisId: 'themes.analysis_id',
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
export async function listThemes(db: Db, analysisId: string): Promise<Theme[]> {
  const rows: ThemeRow[] = await db('themes').where({ analysis_id: analysisId }).orderBy('id').select(columns);
  return rows.map(toTheme);
}

export async function findTheme(db: Db, analysisId: string, id: string): Promise<Theme | undefined> {
  const row: ThemeRow | undefined = await db('themes').where({ analysis_id: analysisId, id }).first(columns);
  return row && toTheme(row);
}

export async function insertTheme(db: Db, theme: Theme, createdAt: string): Promise<void> {
  await db('themes').insert({
    ...toColumns(theme),
    id: theme.id,
    analysis_id: theme.analysisId,
    created_at: createdAt,
  });
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
  /** Who said it. */
  personId: string;
  text: string;
  themeId: string | null;
  isPlaced: boolean;
  sentence: Float32Array;
  passage: Float32Array;
}

export async function countComparedSentences(db: Db, analysisId: string): Promise<number> {
  const row = await db('sentences')
    .join('analysed_answers', 'analysed_answers.answer_id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .modify(within(analysisId))
    .whereNotNull('vector')
    .count<{ sentences: number }[]>({ sentences: '*' })
    .first();
  return row?.sentences ?? 0;
}

/** Without those whose language the engine does not read. */
export async function listComparedSentences(db: Db, analysisId: string): Promise<ComparedSentence[]> {
  const rows = await db('sentences')
    .join('analysed_answers', 'analysed_answers.answer_id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .leftJoin('placements', (join) => {
      join.on('placements.sentence_id', 'sentences.id').andOnVal('placements.analysis_id', analysisId);
    })
    .modify(within(analysisId))
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
      text: 'sentences.text',
      themeId: 'placements.theme_id',
      placed: 'placements.sentence_id',
      a: 'vector',
      b: 'passage_vector',
    })
    .select(db.raw(`${person} as personId`));
  return rows.map(({ a, b, placed, ...row }) => ({
    ...row,
    isPlaced: placed !== null,
    sentence: fromBlob(a),
    passage: fromBlob(b),
  }));
}

/** Takes the place of all earlier placements; those of sentences and themes that are gone meanwhile are left out. */
export async function replacePlacements(db: Db, analysisId: string, placements: Placement[]): Promise<void> {
  const sentences = new Set(await listSentenceIds(db, analysisId));
  const themes = new Set(await db('themes').where({ analysis_id: analysisId }).pluck<string[]>('id'));
  await db('placements').where({ analysis_id: analysisId }).delete();
  const rows = placements
    .filter(({ sentenceId, theme }) => sentences.has(sentenceId) && (theme === null || themes.has(theme)))
    .map(({ sentenceId, theme, ...rest }) => ({
      analysis_id: analysisId,
      sentence_id: sentenceId,
      theme_id: theme,
      ...rest,
    }));
  await db.batchInsert('placements', rows, 150);
}

async function listSentenceIds(db: Db, analysisId: string): Promise<string[]> {
  return db('sentences')
    .join('analysed_answers', 'analysed_answers.answer_id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .modify(within(analysisId))
    .pluck<string[]>('sentences.id');
}

/** The theme of each sentence that is in one, by the sentence's id. */
export async function findPlacedThemes(db: Db, analysisId: string): Promise<Map<string, string>> {
  const rows: { sentence_id: string; theme_id: string }[] = await db('placements')
    .where({ analysis_id: analysisId })
    .whereNotNull('theme_id')
    .select('sentence_id', 'theme_id');
  return new Map(rows.map((row) => [row.sentence_id, row.theme_id]));
}

export async function placeByHand(db: Db, sentenceId: string, theme: Pick<Theme, 'id' | 'analysisId'>): Promise<void> {
  const of = { analysis_id: theme.analysisId, sentence_id: sentenceId };
  await db('placements')
    .insert({ ...of, theme_id: theme.id, confidence: 1, centrality: 1 })
    .onConflict(['analysis_id', 'sentence_id'])
    .merge(['theme_id', 'confidence']);
}

/** Whatever a run found meanwhile, it stays where a person put it. */
export async function placeExample(db: Db, { analysisId, answerId, text, themeId }: Example): Promise<void> {
  const sentence = db('sentences').where({ answer_id: answerId, text }).select('id');
  await db('placements')
    .where({ analysis_id: analysisId })
    .whereIn('sentence_id', sentence)
    .update({ theme_id: themeId, confidence: 1 });
}

/** From one theme of an analysis into another of the same. */
export async function moveSentences(db: Db, sentenceIds: string[], { id, analysisId }: Theme): Promise<void> {
  await db('placements')
    .where({ analysis_id: analysisId })
    .whereIn('sentence_id', sentenceIds)
    .update({ theme_id: id });
}

export interface Example {
  id: string;
  analysisId: string;
  themeId: string;
  answerId: string;
  text: string;
  kind: 'moved' | 'pinned';
}

export async function listExamples(db: Db, analysisId: string): Promise<Example[]> {
  return db('theme_examples').where({ analysis_id: analysisId }).orderBy('id').select<Example[]>({
    id: 'id',
    analysisId: 'analysis_id',
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
      analysis_id: example.analysisId,
      theme_id: example.themeId,
      answer_id: example.answerId,
      text: example.text,
      kind: example.kind,
      created_by: example.createdBy,
      created_at: example.createdAt,
    })
    .onConflict(['analysis_id', 'answer_id', 'text'])
    .merge(['theme_id', 'kind', 'created_by', 'created_at']);
}

export async function deleteExample(db: Db, analysisId: string, { answerId, text }: FoundSentence): Promise<void> {
  await db('theme_examples').where({ analysis_id: analysisId, answer_id: answerId, text }).delete();
}

export interface FoundSentence {
  id: string;
  answerId: string;
  text: string;
}

/** One that the analysis reads. */
export async function findSentence(db: Db, analysisId: string, id: string): Promise<FoundSentence | undefined> {
  return db('sentences')
    .join('analysed_answers', 'analysed_answers.answer_id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .modify(within(analysisId))
    .where({ 'sentences.id': id })
    .first<FoundSentence | undefined>({ id: 'sentences.id', answerId: 'sentences.answer_id', text: 'sentences.text' });
}

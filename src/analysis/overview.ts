import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { findJob, type JobRow } from '../platform/jobs/queue.ts';
import { findAnalysis, type Analysis } from './analysis.store.ts';
import { embeddingStatus, type EmbeddingStatus } from './engines/choose.ts';
import { countByTheme, countPeople, listFelt, type ThemeCount } from './overview.store.ts';
import { listQuotes, type Quote } from './quote.store.ts';
import { findRereading, type Rereading } from './reread.ts';
import { countWaiting } from './waiting.store.ts';
import { runAnalysis } from './run.ts';
import { trendOf, type Trend } from './trend.ts';
import { listThemes, type Theme } from './theme.store.ts';

/** A theme with its evidence. */
export interface ThemeView extends Theme {
  count: Omit<ThemeCount, 'themeId'>;
  quotes: Quote[];
  trend: Trend | undefined;
}

export interface ThemesView {
  /** Pinned ones first, then those that most people speak of. */
  themes: ThemeView[];
  /** What fits nowhere. */
  rest: ThemeView['count'];
  people: number;
  sentences: number;
  analysis: Analysis | undefined;
  /** Answers that no run has read yet. */
  waiting: number;
  progress: ProgressView;
  engine: EmbeddingStatus;
  /** Where some analyses are as another engine read them. */
  rereading: Rereading | undefined;
}

export type ProgressView =
  { state: 'none' | 'done' } | { state: 'working'; percent: number } | { state: 'failed'; reason: string };

const quotesShown = 3;

export async function themesView({ db, config }: Deps, analysisId: string): Promise<ThemesView> {
  const counts = new Map((await countByTheme(db, analysisId)).map((count) => [count.themeId, count]));
  const felt = await listFelt(db, analysisId);
  const themes = await Promise.all(
    (await listThemes(db, analysisId)).map(async (theme) => ({
      ...theme,
      count: counts.get(theme.id) ?? nothing,
      quotes: await listQuotes(db, analysisId, theme.id, { limit: quotesShown }),
      trend: trendOf(felt.filter(({ themeId }) => themeId === theme.id)),
    })),
  );
  return {
    themes: themes.toSorted((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.count.people - a.count.people),
    rest: counts.get(null) ?? nothing,
    people: await countPeople(db, analysisId),
    sentences: [...counts.values()].reduce((sum, { sentences }) => sum + sentences, 0),
    analysis: await findAnalysis(db, analysisId),
    waiting: await countWaiting(db, analysisId),
    progress: await findProgress(db, analysisId),
    engine: embeddingStatus(config),
    rereading: await findRereading({ db, config }),
  };
}

const nothing = { people: 0, sentences: 0, positive: 0, neutral: 0, negative: 0, confidence: 0 };

/** How far the newest run is. */
export async function findProgress(db: Db, analysisId: string): Promise<ProgressView> {
  return progressOf(await findJob(db, runAnalysis.name, analysisId));
}

function progressOf(job: JobRow | undefined): ProgressView {
  if (!job) return { state: 'none' };
  if (job.state === 'queued') return { state: 'working', percent: 0 };
  if (job.state === 'running') return { state: 'working', percent: job.progress };
  return job.state === 'done' ? { state: 'done' } : { state: 'failed', reason: job.error ?? '' };
}

import type { Viewer } from '../accounts/reviewer.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { getComparedSentences } from './comparing.ts';
import { engineProcess } from './engine-process.ts';
import { openAnalysis, updateAnalysis } from './analysis.store.ts';
import { learnFrom } from './run.ts';
import * as store from './theme.store.ts';
import type { Theme } from './theme.store.ts';

/** @throws NotFound */
export async function getTheme(db: Db, analysisId: string, id: string): Promise<Theme> {
  const theme = await store.findTheme(db, analysisId, id);
  if (!theme) throw new NotFound('This theme is gone. It may have been merged with another one.');
  return theme;
}

/** Gives it a name, and a description to learn from or none. What has a new description is looked for in all answers. */
export async function changeTheme(
  { db }: Deps,
  theme: Theme,
  { name, description }: { name: string; description: string | null },
): Promise<void> {
  const isNamed = theme.isNamed || name !== theme.name;
  await store.updateTheme(db, theme.id, { name, isNamed, description, isKept: true });
  if (description !== theme.description) await learnFrom(db, { analysisId: theme.analysisId, anew: false });
}

/** A theme in a person's own words; what fits it is found by a run. Returns its id. */
export async function describeTheme(
  { db, clock }: Deps,
  analysisId: string,
  { name, description }: { name: string; description: string },
): Promise<string> {
  const id = newId();
  const theme = { id, analysisId, name, description, isNamed: true, isPinned: false, isKept: true, phrases: [] };
  await openAnalysis(db, analysisId, timestamp(clock));
  await store.insertTheme(db, theme, timestamp(clock));
  await learnFrom(db, { analysisId, anew: false });
  return id;
}

/** Pinned themes stand first; a theme that was ever pinned stays. */
export async function pinTheme(db: Db, { id }: Theme, isPinned: boolean): Promise<void> {
  await store.updateTheme(db, id, { isPinned, isKept: true });
}

/** Everything in `other` is in `theme` from now on. @throws Conflict for one theme with itself */
export async function mergeThemes(db: Db, theme: Theme, other: Theme): Promise<void> {
  if (theme.id === other.id) throw new Conflict('A theme cannot be merged with itself.');
  await inTransaction(db, async (trx) => {
    await store.mergeInto(trx, theme.id, other.id);
    await store.updateTheme(trx, theme.id, { isKept: true, phrases: mixed(theme.phrases, other.phrases) });
  });
}

function mixed(one: string[], other: string[]): string[] {
  return [...new Set(one.flatMap((phrase, i) => [phrase, ...other.slice(i, i + 1)]))].slice(0, 5);
}

/**
 * Makes two of one: the smaller part becomes a theme of its own. Returns the new one's id.
 * @throws Conflict where what is in it is too little, or too much alike, to be told apart
 */
export async function splitTheme({ db, config, clock }: Deps, theme: Theme): Promise<string> {
  const sentences = (await getComparedSentences(db, theme.analysisId)).filter(({ themeId }) => themeId === theme.id);
  if (sentences.length < 4) throw tooLittle();
  const asked = sentences.map((sentence) => ({ ...sentence, themeId: null }));
  const request = { sentences: asked, themes: [], examples: [], wanted: 2, anew: true };
  const { themes, placements } = await engineProcess(config).ask({ ask: 'arrange', request });
  const parts = themes.map(({ key }) => placements.filter((placement) => placement.theme === key));
  const smaller = parts.length < 2 || parts[0]!.length < parts[1]!.length ? 0 : 1;
  if (parts.length < 2) throw tooLittle();
  const { phrases } = themes[smaller]!;
  const name = otherName(
    themes[smaller]!,
    (await store.listThemes(db, theme.analysisId)).map(({ name }) => name),
  );
  const id = newId();
  await inTransaction(db, async (trx) => {
    const part = {
      id,
      analysisId: theme.analysisId,
      name,
      phrases,
      description: null,
      isNamed: false,
      isPinned: false,
      isKept: true,
    };
    await store.insertTheme(trx, part, timestamp(clock));
    await store.moveSentences(
      trx,
      parts[smaller]!.map(({ sentenceId }) => sentenceId),
      part,
    );
    await store.updateTheme(trx, theme.id, { isKept: true, phrases: themes[1 - smaller]!.phrases });
  });
  return id;
}

/** Two themes of one name cannot be told apart on the page: a part's phrases name it where its own name is taken. */
function otherName({ name, phrases }: { name: string; phrases: string[] }, names: string[]): string {
  const taken = new Set(names.map(withoutDoubt));
  const told = phrases.slice(0, 2).join(', ');
  const numbered = names.map((_, i) => `${withoutDoubt(name)}, part ${i + 2}`);
  const candidates = [name, ...(told ? [`${withoutDoubt(name)}: ${told}`] : []), ...numbered];
  return candidates.find((candidate) => !taken.has(withoutDoubt(candidate)))!;
}

function withoutDoubt(name: string): string {
  return name.replace(/\?$/, '');
}

function tooLittle(): Conflict {
  return new Conflict('There is too little in this theme to make two of it.');
}

/** What was in it is looked at again, and goes elsewhere or nowhere. */
export async function deleteTheme(db: Db, { id, analysisId }: Theme): Promise<void> {
  await store.deleteThemes(db, [id]);
  await learnFrom(db, { analysisId, anew: false });
}

/** Puts a quote where it belongs, which teaches where others like it do. @throws NotFound */
export function moveQuote(deps: Deps, viewer: Viewer, sentenceId: string, theme: Theme): Promise<void> {
  return teach(deps, viewer, sentenceId, theme, 'moved');
}

/** A pinned quote stands first in its theme, and is an example of it. @throws NotFound */
export function pinQuote(deps: Deps, viewer: Viewer, sentenceId: string, theme: Theme): Promise<void> {
  return teach(deps, viewer, sentenceId, theme, 'pinned');
}

/** @throws NotFound */
export async function unpinQuote({ db }: Deps, analysisId: string, sentenceId: string): Promise<void> {
  await store.deleteExample(db, analysisId, await getSentence(db, analysisId, sentenceId));
}

async function teach(
  { db, clock }: Deps,
  viewer: Viewer,
  sentenceId: string,
  theme: Theme,
  kind: 'moved' | 'pinned',
): Promise<void> {
  const { id: themeId, analysisId } = theme;
  const { answerId, text } = await getSentence(db, analysisId, sentenceId);
  const by = { createdBy: viewer.id, createdAt: timestamp(clock) };
  await inTransaction(db, async (trx) => {
    await store.putExample(trx, { id: newId(), analysisId, themeId, answerId, text, kind, ...by });
    await store.placeByHand(trx, sentenceId, theme);
    await store.updateTheme(trx, themeId, { isKept: true });
  });
  await learnFrom(db, { analysisId, anew: false });
}

async function getSentence(db: Db, analysisId: string, id: string): Promise<store.FoundSentence> {
  const sentence = await store.findSentence(db, analysisId, id);
  if (!sentence) throw new NotFound('This quote is gone. Its transcript may have been made anew.');
  return sentence;
}

/** How many themes there shall be; undefined for as many as are told apart best. Looks for them anew. */
export async function wantThemes({ db, clock }: Deps, analysisId: string, count: number | undefined): Promise<void> {
  await openAnalysis(db, analysisId, timestamp(clock));
  await updateAnalysis(db, analysisId, { wantedThemes: count ?? null });
  await learnFrom(db, { analysisId, anew: true });
}

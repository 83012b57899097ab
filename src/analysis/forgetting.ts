import type { Db } from '../platform/database.ts';
import { findAnalysis, updateAnalysis } from './analysis.store.ts';
import { isSaidByOthers, listSaidIn } from './forgetting.store.ts';
import { phrasesOf, stem } from './phrases.ts';
import { commonTopics } from './themes/common-topics.ts';
import { listThemes, updateTheme, type Theme } from './theme.store.ts';

/**
 * What nobody else has said goes from what themes are called and said to hold, in the transaction that erases a response
 * and before it does: a run makes both of what at least two people say, and both of them may be erased.
 */
export async function forgetSaidBy(trx: Db, responseId: string): Promise<void> {
  const said = await listSaidIn(trx, responseId);
  for (const analysisId of new Set(said.map((sentence) => sentence.analysisId))) {
    const texts = said.filter((sentence) => sentence.analysisId === analysisId).map(({ text }) => text);
    await forgetIn(trx, { analysisId, responseId }, new Set(texts.flatMap(phrasesOf).map(stem)));
  }
}

type Where = { analysisId: string; responseId: string };

async function forgetIn(trx: Db, where: Where, said: Set<string>): Promise<void> {
  const onlyTheirs = async (phrase: string) =>
    said.has(stem(phrase)) && !(await isSaidByOthers(trx, where, piecesOf(phrase)));
  const holdsTheirs = async (name: string) => {
    for (const phrase of new Set(phrasesOf(name.slice(topicIn(name).length))))
      if (await onlyTheirs(phrase)) return true;
    return false;
  };
  for (const theme of await listThemes(trx, where.analysisId)) {
    const phrases: string[] = [];
    for (const phrase of theme.phrases) if (!(await onlyTheirs(phrase))) phrases.push(phrase);
    const isCalledSo = !theme.isNamed && (await holdsTheirs(theme.name));
    if (phrases.length === theme.phrases.length && !isCalledSo) continue;
    await updateTheme(trx, theme.id, { phrases, ...(isCalledSo && { name: nameWithout(theme, phrases) }) });
  }
  const outcome = (await findAnalysis(trx, where.analysisId))?.outcome;
  if (!outcome) return;
  const [fresh, gone]: [string[], string[]] = [[], []];
  for (const name of outcome.fresh) if (!(await holdsTheirs(name))) fresh.push(name);
  for (const name of outcome.gone) if (!(await holdsTheirs(name))) gone.push(name);
  if (fresh.length + gone.length < outcome.fresh.length + outcome.gone.length)
    await updateAnalysis(trx, where.analysisId, { outcome: { ...outcome, fresh, gone } });
}

/** Of each word what its endings leave alone. */
function piecesOf(phrase: string): string[] {
  return stem(phrase)
    .split(' ')
    .map((word) => word.replace(/i$/, ''));
}

/** What a name begins with that is nobody's own words. */
function topicIn(name: string): string {
  return commonTopics.find((topic) => name.startsWith(topic.name))?.name ?? '';
}

/** Until the next run finds a better one. */
function nameWithout({ name }: Theme, phrases: string[]): string {
  const told = topicIn(name) || phrases.slice(0, 2).join(', ') || 'other matters';
  return told.charAt(0).toUpperCase() + told.slice(1);
}

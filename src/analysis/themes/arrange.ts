import type { Arrangement, ArrangementRequest, NamedTheme, Placement } from './arrangement.ts';
import { assign, nearEnough, type Placed, type Theme } from './assigning.ts';
import { Space, type TopicVectors } from './features.ts';
import { groupVectors } from './grouping.ts';
import { nameThemes } from './naming.ts';
import { vocabularyOf } from './vocabulary.ts';
import { dot } from '../vector.ts';

/** Said by fewer people, it is no theme but a remark. */
const fewestPeople = 2;

/**
 * Puts every sentence into a theme or nowhere. Themes that people touched stay; what they put somewhere by hand stays
 * there and teaches the rest. The same request has the same result.
 */
export async function arrange(
  request: ArrangementRequest,
  topics: TopicVectors,
  embed: (texts: string[]) => Promise<Float32Array[]>,
): Promise<Arrangement> {
  if (request.sentences.length === 0) return { placements: [], themes: [], contrast: null, exact: true };
  const words = await embed(vocabularyOf(request.sentences));
  const space = new Space(request.sentences, { topics, words });
  const placed = request.sentences.map((sentence) => ({ sentence, at: space.place(sentence) }));
  const known = knownThemes(request, placed, space);
  const first = assign(known, request, placed, space);
  const loose = looseSentences(request, known, first);
  const found = findThemes(request, placed, loose, known.length);
  const themes = [...known, ...found.themes];
  const placements = assign(themes, request, placed, space);
  return {
    placements,
    themes: await named(themes, placements, placed, space, embed),
    contrast: found.contrast,
    exact: found.exact,
  };
}

function knownThemes({ themes, anew }: ArrangementRequest, placed: Placed[], space: Space): Theme[] {
  return themes
    .filter(({ isKept }) => isKept || !anew)
    .map(({ id, isKept, description }) => {
      const members = placed.flatMap(({ sentence }, i) => (sentence.themeId === id ? [i] : []));
      const isEmpty = members.length === 0 && description !== null;
      return { key: id, isKept, description, members: isEmpty ? nearestTo(description, placed, space) : members };
    });
}

/** What a new description is about to begin with: the few sentences nearest to it. */
function nearestTo(description: Float32Array, placed: Placed[], space: Space): number[] {
  const place = space.place({ sentence: description, passage: description });
  const near = placed
    .map(({ at }, i) => ({ i, closeness: dot(at, place) }))
    .filter(({ closeness }) => closeness >= nearEnough);
  return near
    .toSorted((a, b) => b.closeness - a.closeness || a.i - b.i)
    .slice(0, Math.max(3, Math.round(placed.length / 30)))
    .map(({ i }) => i);
}

/** What no known theme holds: all of it when looking anew, else only if it is enough for a theme of its own. */
function looseSentences({ sentences, anew }: ArrangementRequest, known: Theme[], placements: Placement[]): number[] {
  const kept = new Set(known.filter(({ isKept }) => isKept).map(({ key }) => key));
  const loose = sentences.flatMap(({ themeId }, i) =>
    placements[i]?.theme === null && !kept.has(themeId ?? '') ? [i] : [],
  );
  if (anew || known.length === 0) return loose;
  const isNew = loose.filter((i) => sentences[i]!.themeId === null);
  return isNew.length >= Math.max(8, sentences.length / 10) ? isNew : [];
}

function findThemes({ wanted, sentences }: ArrangementRequest, placed: Placed[], loose: number[], known: number) {
  const room = wanted === undefined ? undefined : wanted - known;
  const distinct = new Set(loose.map((i) => sentences[i]!.text.trim().toLowerCase())).size;
  const nothing = { themes: [] as Theme[], contrast: null as number | null, exact: true };
  if (loose.length === 0 || (room !== undefined && room < 1)) return nothing;
  const grouping =
    distinct < 4
      ? { groups: loose.map(() => 0), contrast: 0, exact: true }
      : groupVectors(
          loose.map((i) => placed[i]!.at),
          room,
        );
  const themes = [...new Set(grouping.groups)]
    .toSorted((a, b) => a - b)
    .map((group) => loose.filter((_, j) => grouping.groups[j] === group))
    .filter((members) => new Set(members.map((i) => sentences[i]!.personId)).size >= fewestPeople)
    .map((members, i) => ({ key: `found-${i + 1}`, isKept: false, members, description: null }));
  return { themes, contrast: grouping.contrast, exact: grouping.exact };
}

async function named(
  themes: Theme[],
  placements: Placement[],
  placed: Placed[],
  space: Space,
  embed: (texts: string[]) => Promise<Float32Array[]>,
): Promise<NamedTheme[]> {
  const said = themes.map(({ key }) =>
    placed
      .filter((_, i) => placements[i]!.theme === key)
      .map(({ sentence }) => ({ ...sentence, topicShares: space.topicShares(sentence) })),
  );
  const filled = themes.map(({ key }, i) => ({ key, said: said[i]! })).filter((theme) => theme.said.length > 0);
  const names = await nameThemes(
    filled.map((theme) => theme.said),
    embed,
  );
  return filled.map(({ key }, i) => ({ key, ...names[i]! }));
}

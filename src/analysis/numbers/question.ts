import type { Question } from '../../forms/question.ts';
import { nps, type Nps } from './nps.ts';
import type { GivenAnswers } from './store.ts';

/** A question with how often each of its answers was given. */
export interface QuestionNumbers {
  question: Question;
  /** How many answered it. */
  answers: number;
  /** From 0 to 10, from 1 to 5, or by choice. */
  options: { name: string; count: number }[];
  nps: Nps | undefined;
  /** Of stars. */
  mean: number | undefined;
}

/** Nothing where nobody answered, and for what cannot be counted. */
export function countQuestion(question: Question, all: GivenAnswers[]): QuestionNumbers[] {
  const answers = all.filter(({ questionId }) => questionId === question.id);
  const options = optionsOf(question, answers);
  if (answers.length === 0 || options.length === 0) return [];
  const counts = options.map(({ count }) => count);
  const isStars = question.type === 'stars';
  return [
    {
      question,
      answers: total(answers),
      options,
      nps: question.type === 'score' ? nps(counts) : undefined,
      mean: isStars ? counts.reduce((sum, count, i) => sum + count * (i + 1), 0) / total(answers) : undefined,
    },
  ];
}

function optionsOf({ type, choices }: Question, answers: GivenAnswers[]): QuestionNumbers['options'] {
  const numbered = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => {
      const count = total(answers.filter(({ number }) => number === from + i));
      return { name: String(from + i), count };
    });
  if (type === 'score') return numbered(0, 10);
  if (type === 'stars') return numbered(1, 5);
  if (type !== 'single_choice' && type !== 'multiple_choice') return [];
  const chosen = answers.flatMap(({ choice, choices: several, count }) =>
    [...(choice === null ? [] : [choice]), ...((several ? JSON.parse(several) : []) as string[])].map((name) => ({
      name,
      count,
    })),
  );
  // What an earlier version offered counts too.
  const names = [...new Set([...choices, ...chosen.map(({ name }) => name)])];
  return names.map((name) => ({ name, count: total(chosen.filter((each) => each.name === name)) }));
}

/** Of all counts together. */
export function total(rows: { count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

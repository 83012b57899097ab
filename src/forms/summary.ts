import type { FormContent } from './form.ts';
import { recordedKinds, type AnswerType, type Question } from './question.ts';
import { count } from '../platform/http/words.ts';

export const answerTypeNames: Record<AnswerType, string> = {
  recorded: 'Video, voice or text',
  short_text: 'Short text',
  long_text: 'Long text',
  score: 'Score 0 to 10',
  stars: 'Stars 1 to 5',
  single_choice: 'One choice',
  multiple_choice: 'Several choices',
  file: 'File',
};

const kindNames = { video: 'video', voice: 'voice', typed: 'text' };

/** "4 questions by video, voice or text": one line about a form in the list. */
export function summary({ questions }: FormContent): string {
  const ways = recordedKinds.filter((kind) => questions.some((question) => allows(question, kind)));
  const names = ways.map((kind) => kindNames[kind]);
  if (names.length === 0 && questions.some(({ type }) => type === 'file')) names.push('file');
  return count(questions.length, 'question') + (names.length > 0 ? ` by ${listed(names)}` : '');
}

function allows(question: Question, kind: (typeof recordedKinds)[number]): boolean {
  return question.type === 'recorded' && question.kinds.includes(kind);
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

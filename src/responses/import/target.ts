import { createHash } from 'node:crypto';
import { getPublication } from '../../forms/publication.ts';
import type { Form, FormContent } from '../../forms/form.ts';
import { newQuestion, type Question } from '../../forms/question.ts';
import type { Db } from '../../platform/database.ts';

/** To what imported answers and scores may belong. */
export interface Targets {
  /** What respondents see, or would see once the form is published. */
  content: FormContent;
  answers: Question[];
  scores: Question[];
}

/** Questions of the form that fit, and one more of each kind that only imported answers have. */
export async function findTargets(db: Db, form: Form): Promise<Targets> {
  const content = form.publicationId ? (await getPublication(db, form.publicationId)).content : form.draft;
  const ofType = (...types: Question['type'][]) => content.questions.filter(({ type }) => types.includes(type));
  return {
    content,
    answers: [...ofType('recorded', 'short_text', 'long_text'), ownQuestion(form.id, 'Answer')],
    scores: [...ofType('score', 'stars'), ownQuestion(form.id, 'Score')],
  };
}

/** The same at every import into a form, so that all of them are counted together. */
export function ownQuestion(formId: string, text: 'Answer' | 'Score'): Question {
  const hash = createHash('sha256').update(`${formId} imported ${text}`).digest('hex');
  const type = text === 'Score' ? 'score' : 'long_text';
  return newQuestion({ id: hash.slice(0, 26), text, type, required: false });
}

/** The version of the form to which imported answers are pinned: with the questions that only they have at its end. */
export function contentWith({ content }: Targets, used: Question[]): FormContent {
  const own = used.filter(({ id }) => !content.questions.some((question) => question.id === id));
  return own.length > 0 ? { ...content, questions: [...content.questions, ...own] } : content;
}

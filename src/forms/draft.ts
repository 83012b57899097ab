import type { Deps } from '../platform/deps.ts';
import { findClip } from '../media/clip.ts';
import { Conflict, NotFound } from '../platform/http/errors.ts';
import { editDraft, type Form, type FormContent } from './form.ts';
import { newQuestion, type Prompt, type Question } from './question.ts';

const mostQuestions = 50;

export function changeSettings(deps: Deps, formId: string, settings: Omit<FormContent, 'questions'>): Promise<Form> {
  return editDraft(deps, formId, (draft) => ({ ...draft, ...settings }));
}

export async function addQuestion(deps: Deps, formId: string): Promise<{ form: Form; question: Question }> {
  const question = newQuestion();
  return { form: await insertQuestion(deps, formId, question, Infinity), question };
}

/** Puts a question where it was: what "Undo" does after a removal. It comes from the page, so its prompt is looked at. */
export async function insertQuestion(deps: Deps, formId: string, restored: Question, position: number): Promise<Form> {
  const clip = restored.prompt && (await findClip(deps.db, restored.prompt.clipId));
  const question = { ...restored, prompt: clip?.ownerKind === 'prompt' ? restored.prompt : null };
  return editDraft(deps, formId, (draft) => {
    if (draft.questions.length >= mostQuestions) throw new Conflict(`A form has at most ${mostQuestions} questions.`);
    if (draft.questions.some(({ id }) => id === question.id)) return draft;
    return { ...draft, questions: draft.questions.toSpliced(position, 0, question) };
  });
}

export function changeQuestion(
  deps: Deps,
  formId: string,
  questionId: string,
  change: Partial<Omit<Question, 'id'>>,
): Promise<Form> {
  return editDraft(deps, formId, (draft) => {
    const index = indexOf(draft, questionId);
    const changed: Question = { ...questionAt(draft, index), ...change };
    return { ...draft, questions: draft.questions.with(index, changed) };
  });
}

export function setPrompt(deps: Deps, formId: string, questionId: string, prompt: Prompt | null): Promise<Form> {
  return changeQuestion(deps, formId, questionId, { prompt });
}

/** `position` counts from 0; past the end means last. */
export function moveQuestion(deps: Deps, formId: string, questionId: string, position: number): Promise<Form> {
  return editDraft(deps, formId, (draft) => {
    const index = indexOf(draft, questionId);
    const others = draft.questions.toSpliced(index, 1);
    return { ...draft, questions: others.toSpliced(position, 0, questionAt(draft, index)) };
  });
}

export async function removeQuestion(
  deps: Deps,
  formId: string,
  questionId: string,
): Promise<{ form: Form; removed: Question; position: number }> {
  let removed: Question | undefined;
  let position = 0;
  const form = await editDraft(deps, formId, (draft) => {
    position = indexOf(draft, questionId);
    removed = questionAt(draft, position);
    return { ...draft, questions: draft.questions.toSpliced(position, 1) };
  });
  if (!removed) throw new NotFound();
  return { form, removed, position };
}

/** @throws NotFound */
export function getQuestion(content: FormContent, questionId: string): Question {
  return questionAt(content, indexOf(content, questionId));
}

function indexOf(content: FormContent, questionId: string): number {
  return content.questions.findIndex(({ id }) => id === questionId);
}

function questionAt(content: FormContent, index: number): Question {
  const question = content.questions[index];
  if (!question) throw new NotFound('This question is gone. Somebody may have removed it.');
  return question;
}

import '../../src/jobs.ts';
import { publishForm } from '../../src/forms/publication.ts';
import { createForm, type Form, type FormContent } from '../../src/forms/form.ts';
import { newQuestion, type Question } from '../../src/forms/question.ts';
import { makeMember } from './visitor.ts';
import type { World } from './world.ts';

export const question = newQuestion;

export function content(given: Partial<FormContent> = {}): FormContent {
  return {
    title: 'Field engineer, Leeds',
    welcome: 'A few short questions.',
    thanks: 'We will write to you this week.',
    consent: 'I agree that Marlow & Finch keeps my answers.',
    askName: 'required',
    askEmail: 'optional',
    practice: false,
    questions: [question({ text: 'What drew you to field work?' })],
    ...given,
  };
}

/** A published form. */
export async function form(world: World, given: Partial<FormContent> = {}): Promise<Form & { publicationId: string }> {
  const draft = await createForm(world, await makeMember(world), content(given));
  const published = await publishForm(world, draft.id);
  return { ...published, publicationId: published.publicationId ?? '' };
}

/** One that takes a text, which the quickest of tests can answer. */
export function textQuestion(given: Partial<Question> = {}): Question {
  return question({ type: 'long_text', text: 'How was it?', ...given });
}

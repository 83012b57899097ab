import type { FormContent } from '../forms/form.ts';
import { newQuestion } from '../forms/question.ts';
import { templates } from '../forms/templates.ts';

/** The forms of the demo workspace, by the name that its responses know them by. */
export type DemoForm = keyof ReturnType<typeof demoForms>;

export function demoForms() {
  return {
    workshop: { ...fromTemplate('phone-screen', 'Workshop assistant, spring'), questions: workshopQuestions() },
    testimonial: fromTemplate('testimonial', 'What our customers say'),
    feedback: fromTemplate('feedback', 'The new booking page'),
    engineer: fromTemplate('phone-screen', 'Field engineer, Leeds'),
  };
}

/** The one whose round is over. */
export const closedForm: DemoForm = 'workshop';
export const closedDaysAgo = 36;

/** @throws when there is no such template */
function fromTemplate(id: string, title: string): FormContent {
  const template = templates.find((each) => each.id === id);
  if (!template) throw new Error(`There is no template ${id}`);
  return { ...template.make(), title };
}

function workshopQuestions() {
  return [
    newQuestion({ text: 'What do you like to make or mend?' }),
    newQuestion({
      text: 'Which days suit you?',
      type: 'multiple_choice',
      choices: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
    }),
  ];
}

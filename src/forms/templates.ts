import type { FormContent } from './form.ts';
import { newQuestion } from './question.ts';

export interface Template {
  id: string;
  name: string;
  about: string;
  make(): Omit<FormContent, 'title'>;
}

const consentToAnswers =
  'I agree that my answers are kept on this company’s own server and shown to the people who asked for them.';

const base = {
  welcome: '',
  thanks: 'Your answers have arrived. You can close this page.',
  consent: consentToAnswers,
  askName: 'required',
  askEmail: 'required',
  practice: false,
} as const;

/** What "Start from" offers, in its order. */
export const templates: Template[] = [
  {
    id: 'phone-screen',
    name: 'Phone screen',
    about: 'Four questions that take the place of a first call.',
    make: () => ({
      ...base,
      welcome:
        'Thank you for your interest. There are four short questions. Answer on camera, by voice or in writing, whenever it suits you.',
      consent:
        'I agree that my answers are kept on this company’s own server and shown to the people hiring for this role.',
      questions: [
        newQuestion({ text: 'What drew you to this role?' }),
        newQuestion({ text: 'Tell us about a piece of work you are proud of.', timeLimit: 120 }),
        newQuestion({ text: 'Walk us through a problem you solved. What did you try first?', timeLimit: 120 }),
        newQuestion({ text: 'When could you start, and where are you based?', timeLimit: 60 }),
      ],
    }),
  },
  {
    id: 'testimonial',
    name: 'Customer testimonial',
    about: 'Three questions and stars; with consent to publish.',
    make: () => ({
      ...base,
      welcome:
        'We would love to hear how it has been going. Two minutes are plenty, and you can try as often as you like.',
      consent:
        'I agree that my answers may be published with my name, and that I can withdraw this at any time by writing to you.',
      questions: [
        newQuestion({ text: 'What was going on before you found us?', timeLimit: 60 }),
        newQuestion({ text: 'What has changed since?' }),
        newQuestion({ text: 'What would you tell somebody who is thinking about it?', timeLimit: 60 }),
        newQuestion({ text: 'How do you rate us over all?', type: 'stars' }),
      ],
    }),
  },
  {
    id: 'feedback',
    name: 'Product feedback',
    about: 'How likely people are to recommend you (0 to 10), and why.',
    make: () => ({
      ...base,
      welcome: 'Three questions, about two minutes.',
      askName: 'optional',
      askEmail: 'optional',
      questions: [
        newQuestion({ text: 'How likely are you to recommend us to a friend or colleague?', type: 'score' }),
        newQuestion({ text: 'What is the main reason for your score?' }),
        newQuestion({ text: 'If you could change one thing, what would it be?', type: 'long_text', required: false }),
      ],
    }),
  },
  {
    id: 'bug-report',
    name: 'Bug report',
    about: 'What went wrong, shown and told.',
    make: () => ({
      ...base,
      welcome:
        'Sorry that something went wrong. Showing it helps most: record your screen with your own device and add the file, or tell us in your own words.',
      askEmail: 'optional',
      questions: [
        newQuestion({ text: 'What did you try to do, and what happened instead?', timeLimit: 180 }),
        newQuestion({
          text: 'Show us, if you can: add a screen recording or a picture.\n\nWindows: Win + Shift + R. Mac: Cmd + Shift + 5. Phones: “Screen recording” in the quick settings.',
          type: 'file',
          required: false,
        }),
        newQuestion({
          text: 'How badly does it stop you?',
          type: 'single_choice',
          choices: ['I cannot work at all', 'I found a way around it', 'It is only annoying'],
        }),
      ],
    }),
  },
  {
    id: 'blank',
    name: 'Blank',
    about: 'Begin with one question.',
    make: () => ({ ...base, questions: [newQuestion()] }),
  },
];

import { newId } from '../platform/ids.ts';

export const answerTypes = [
  'recorded',
  'short_text',
  'long_text',
  'score',
  'stars',
  'single_choice',
  'multiple_choice',
  'file',
] as const;
export type AnswerType = (typeof answerTypes)[number];

/** The ways to give a recorded answer. */
export const recordedKinds = ['video', 'voice', 'typed'] as const;
export type RecordedKind = (typeof recordedKinds)[number];

/** What is shown with a question: a clip to watch or hear, or a picture. */
export interface Prompt {
  clipId: string;
  kind: 'video' | 'audio' | 'image';
}

export interface Question {
  /** The same in every version of the form, so that answers stay comparable. */
  id: string;
  text: string;
  type: AnswerType;
  required: boolean;
  /** Of a recorded answer: the ways allowed, at least one. */
  kinds: RecordedKind[];
  /** Seconds, 10 to 1800. */
  timeLimit: number;
  /** Seconds, 0 to 300; 0 means no countdown. */
  thinkingTime: number;
  /** 0: as many as one likes. */
  takesAllowed: number;
  /** Of single and multiple choice: 2 to 20 texts, each different. */
  choices: string[];
  prompt: Prompt | null;
}

export function newQuestion(given: Partial<Question> = {}): Question {
  return {
    id: newId(),
    text: '',
    type: 'recorded',
    required: true,
    kinds: [...recordedKinds],
    timeLimit: 90,
    thinkingTime: 0,
    takesAllowed: 0,
    choices: [],
    prompt: null,
    ...given,
  };
}

/** The longest text that an answer of this kind may have, in characters. */
export function longestText(type: AnswerType): number {
  return type === 'short_text' ? 300 : 10_000;
}

import type { QuestionOnPage } from '../wire.ts';
import { allowNext, part, showFrame } from '../answering/page.ts';
import type { Take } from './kept-take.ts';
import type { StageState } from './stage.ts';

const busyStates: StageState[] = ['countdown', 'recording', 'interrupted'];

/** What can be pressed around the stage in this state, and the frame of this question in the reel. */
export function showAround(state: StageState, { required, answer }: QuestionOnPage, take: Take | undefined): void {
  const busy = busyStates.includes(state);
  for (const button of part('modes').querySelectorAll('button')) button.disabled = busy && state !== 'interrupted';
  allowNext(!busy && (answer !== null || !required));
  showFrame(frameFor(state, answer, take));
}

function frameFor(state: StageState, answer: QuestionOnPage['answer'], take: Take | undefined) {
  if (state === 'recording') return 'recording';
  if (state === 'kept') return take?.safe === false ? 'sending' : 'safe';
  if (!answer) return 'now';
  return answer.safe ? 'safe' : 'sending';
}

/** "Take 2 of 3": which one this is, or would be. */
export function takeNumber(state: StageState, takesUsed: number): number {
  const isBegun = busyStates.includes(state) || state === 'review' || state === 'found';
  return Math.max(1, takesUsed + (isBegun ? 0 : 1));
}

/** While the server is told which take it is, there is nothing else to choose. */
export function lockChoice(locked: boolean): void {
  for (const id of ['use', 'again', 'discard']) part<HTMLButtonElement>(id).disabled = locked;
}

export function note(text: string): void {
  part('note').textContent = text;
}

/** In the person's own zone: "10:42", with the day where it was another. */
export function timeOfDay(moment: string): string {
  const at = new Date(moment);
  const isToday = at.toDateString() === new Date().toDateString();
  const day = isToday ? {} : ({ day: 'numeric', month: 'long' } as const);
  return new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', ...day }).format(at);
}

import { playerIn } from './answers.ts';

/** An answer as a part of the whole response: what was recorded plays, anything else is shown for as long as it takes to read. */
export interface Chapter {
  answer: HTMLElement;
  link: HTMLElement;
  player: HTMLMediaElement | undefined;
  /** How long its recording is; 0 where there is none. */
  seconds: number;
}

/** In their order, as the list on the page has them; asked for anew each time, since players are replaced. */
export function chapters(): Chapter[] {
  return [...document.querySelectorAll<HTMLElement>('[data-chapter]')].flatMap((link) => {
    const answer = document.querySelector<HTMLElement>(`[data-answer="${link.dataset.chapter}"]`);
    if (!answer) return [];
    const player = playerIn(answer);
    const isMeasured = player && Number.isFinite(player.duration);
    return [{ answer, link, player, seconds: isMeasured ? player.duration : Number(link.dataset.seconds ?? 0) }];
  });
}

/** Calm reading is three to four words a second; short answers are looked at, long ones can be paused. */
export function readingSeconds({ answer }: Chapter): number {
  const words = answer.innerText.split(/\s+/).length;
  return Math.min(20, Math.max(4, words / 3.5));
}

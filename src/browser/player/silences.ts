import { clock } from './clock.ts';
import { Jumper, type Gap } from './jumps.ts';
import { recall, remember } from './memory.ts';

const storageKey = 'reelay-skip-silences';

/** Shorter pauses are how people talk. */
const shortestSeconds = 0.7;

/** Less is not worth a switch. */
const leastSeconds = 1;

/** What is left of a silence at both of its ends, so that no word is cut. */
const airSeconds = 0.2;

/** How every switch on the page shows what was chosen. */
const switches = new Set<() => void>();

/** Jumps over silences while the switch is on, which it remembers, and says how much time that saves. */
export async function skipSilences(player: HTMLElement, media: HTMLMediaElement): Promise<void> {
  const button = player.querySelector<HTMLElement>('[data-silences]');
  if (!button) return;
  const gaps = await fetchGaps(button.dataset.silences ?? '');
  button.hidden = total(gaps) < leastSeconds;
  const jumper = new Jumper(media, gaps, isOn);
  const show = () => showSwitch(button, total(gaps) / media.playbackRate);
  switches.add(show);
  media.addEventListener('ratechange', show);
  show();
  button.addEventListener('click', () => {
    remember(storageKey, isOn() ? 'off' : 'on');
    for (const each of switches) each();
    jumper.look();
    tell(player, button);
  });
}

function isOn(): boolean {
  return recall(storageKey) === 'on';
}

function showSwitch(button: HTMLElement, savedSeconds: number): void {
  button.setAttribute('aria-pressed', String(isOn()));
  const saved = button.querySelector('[data-saved]');
  if (saved) saved.textContent = `saves ${clock(savedSeconds)}`;
}

function tell(player: HTMLElement, button: HTMLElement): void {
  const place = player.querySelector('[data-told]');
  const saved = button.querySelector('[data-saved]')?.textContent;
  if (place) place.textContent = isOn() ? `Skipping silences ${saved}` : 'Playing silences too';
}

/** What can be jumped over. Nothing where there is no list. */
async function fetchGaps(url: string): Promise<Gap[]> {
  const answer = await fetch(url);
  if (!answer.ok) return [];
  const silences: [start: number, end: number][] = await answer.json();
  return silences
    .filter(([start, end]) => end - start >= shortestSeconds)
    .map(([start, end]) => [start + airSeconds, end - airSeconds] as const);
}

function total(gaps: Gap[]): number {
  return gaps.reduce((sum, [from, to]) => sum + to - from, 0);
}

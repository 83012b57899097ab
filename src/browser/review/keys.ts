import { currentPlayer } from './players.ts';

const storageKey = 'reelay-single-keys';
const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5];

type Act = (player: HTMLMediaElement) => void;

const playerKeys: Record<string, Act> = {
  ' ': toggle,
  k: toggle,
  j: (player) => skip(player, -10),
  l: (player) => skip(player, 10),
  ArrowLeft: (player) => skip(player, -5),
  ArrowRight: (player) => skip(player, 5),
  '<': (player) => changeSpeed(player, -1),
  '>': (player) => changeSpeed(player, 1),
  s: (player) => (player.playbackRate = player.playbackRate === 1.5 ? 1 : 1.5),
  c: toggleCaptions,
  f: (player) => void toggleFullScreen(player),
  m: (player) => (player.muted = !player.muted),
};

/** Single-key shortcuts, which can be switched off (WCAG 2.1.4); `?` always opens the list that holds the switch. */
export function listenToKeys(): void {
  const box = document.getElementById('single-keys');
  if (box instanceof HTMLInputElement) {
    box.checked = areOn();
    box.addEventListener('change', () => localStorage.setItem(storageKey, box.checked ? 'on' : 'off'));
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (!areOn() && event.key !== '?') return;
    if (pressed(event.key, event.target)) event.preventDefault();
  });
}

function areOn(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type="radio"], [type="range"]), textarea, select, [contenteditable]')
  );
}

/** True when the key meant something here. */
function pressed(key: string, target: EventTarget | null): boolean {
  const marked = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (marked) {
    marked.click();
    return true;
  }
  if (/^[1-5]$/.test(key)) return rate(key);
  if (key === 'n') return writeNote();
  // Space and the arrows belong to a focused control before they belong to the player.
  if (target instanceof HTMLElement && key.length !== 1 && target.matches('input')) return false;
  if (key === ' ' && target instanceof HTMLElement && target.matches('button, a, summary, input')) return false;
  const player = currentPlayer();
  const act = playerKeys[key.length === 1 ? key.toLowerCase() : key];
  if (!player || !act) return false;
  act(player);
  return true;
}

function rate(value: string): boolean {
  const star = document.querySelector<HTMLInputElement>(`input[name="rating"][value="${value}"]`);
  star?.click();
  return star !== null;
}

function writeNote(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-note] [name="text"]');
  currentPlayer()?.pause();
  // The bar it stands in is always in sight on large screens; going to its place in the page would leave the answer.
  const isInSight = matchMedia('(width >= 64rem)').matches;
  field?.focus({ preventScroll: isInSight });
  return field !== null;
}

function toggle(player: HTMLMediaElement): void {
  if (player.paused) void player.play();
  else player.pause();
}

function skip(player: HTMLMediaElement, seconds: number): void {
  player.currentTime = Math.max(0, player.currentTime + seconds);
}

function changeSpeed(player: HTMLMediaElement, step: number): void {
  const nearest = speeds.findIndex((speed) => speed >= player.playbackRate);
  player.playbackRate = speeds[Math.min(speeds.length - 1, Math.max(0, nearest + step))] ?? 1;
}

function toggleCaptions(player: HTMLMediaElement): void {
  for (const track of player.textTracks) track.mode = track.mode === 'showing' ? 'hidden' : 'showing';
}

async function toggleFullScreen(player: HTMLMediaElement): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await (player.closest('.player') ?? player).requestFullscreen();
}

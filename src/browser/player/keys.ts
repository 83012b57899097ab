import { currentPlayer } from './playing.ts';
import { hasKeyList, onSingleKey } from './single-keys.ts';
import { changeSpeed } from './speed.ts';

type Act = (player: HTMLMediaElement) => void;

const keys: Record<string, Act> = {
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

/**
 * The keys of the player that has the focus; from anywhere on the page only where the list of keys, with its switch,
 * is at hand (WCAG 2.1.4).
 */
export function listenToPlayerKeys(): void {
  onSingleKey((key, target) => {
    if (belongsTo(target, key)) return isDrawnButton(target);
    const player = playerAround(target) ?? (hasKeyList() ? currentPlayer() : undefined);
    const act = keys[key.length === 1 ? key.toLowerCase() : key];
    if (!player || !act) return false;
    act(player);
    return true;
  });
}

function playerAround(target: Element): HTMLMediaElement | undefined {
  return target.closest('[data-player]')?.querySelector<HTMLMediaElement>('video, audio') ?? undefined;
}

/** Space and the arrows belong to a focused control before they belong to the player. */
function belongsTo(target: Element, key: string): boolean {
  if (key === ' ') return target.matches('button, a, summary, input') || isDrawnButton(target);
  return key.length !== 1 && target.matches('input');
}

/** One of media-chrome's, which acts on Space but lets the page scroll. */
function isDrawnButton(target: Element): boolean {
  return target.matches('[role="button"], [role="switch"]') && target.localName.startsWith('media-');
}

function toggle(player: HTMLMediaElement): void {
  if (player.paused) void player.play();
  else player.pause();
}

function skip(player: HTMLMediaElement, seconds: number): void {
  player.currentTime = Math.max(0, player.currentTime + seconds);
}

function toggleCaptions(player: HTMLMediaElement): void {
  for (const track of player.textTracks) {
    if (track.kind === 'captions') track.mode = track.mode === 'showing' ? 'hidden' : 'showing';
  }
}

async function toggleFullScreen(player: HTMLMediaElement): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await (player.closest('[data-player]') ?? player).requestFullscreen();
}

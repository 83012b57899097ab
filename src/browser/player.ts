import { listenToPlayerKeys } from './player/keys.ts';
import { onePlaysAtATime, playStretch, standAt } from './player/playing.ts';
import { skipSilences } from './player/silences.ts';
import { rememberSpeed } from './player/speed.ts';
import { drawWave } from './player/wave.ts';

// Not an attribute: htmx gives what it swaps in the attributes of what had the same id, and takes them away again.
const started = new WeakSet<HTMLElement>();

/** Gives every player on the page its controls, once; without them it keeps the browser's own. */
function startPlayers(): void {
  for (const player of document.querySelectorAll<HTMLElement>('[data-player]')) {
    if (started.has(player)) continue;
    started.add(player);
    void startPlayer(player);
  }
}

async function startPlayer(player: HTMLElement): Promise<void> {
  const media = player.querySelector<HTMLMediaElement>('video, audio');
  const controls = player.querySelector('template');
  if (!media || !controls) return;
  await import('./player/chrome.ts');
  goesFullWithItsControls(player);
  media.controls = false;
  player.append(controls.content.cloneNode(true));
  // It is on or off, which a button cannot be (ARIA 1.2, aria-checked).
  player.querySelector('media-captions-button')?.setAttribute('role', 'switch');
  rememberSpeed(player, media);
  goToLinkedMoment(player, media);
  void skipSilences(player, media);
  const wave = player.querySelector<HTMLElement>('[data-wave]');
  if (wave) await drawWave(wave, media);
}

/** media-chrome 4.19 does not observe its attribute for this, and would leave the controls behind, under the picture. */
function goesFullWithItsControls(player: HTMLElement): void {
  const controller = player.querySelector<HTMLElement & { fullscreenElement: HTMLElement }>('media-controller');
  if (controller) controller.fullscreenElement = player;
}

/**
 * A link leads to a moment and leaves it to the person to play: a page that begins to talk by itself startles people. Who
 * pressed a find of the search box asked for that; whoever gets the page's address from them did not.
 */
function goToLinkedMoment(player: HTMLElement, media: HTMLMediaElement): void {
  const { at, until } = player.dataset;
  if (at === undefined) return;
  if (until !== undefined) return void playStretch(media, Number(at), Number(until));
  void standAt(media, Number(at));
  if (wasAskedToPlay()) media.play().catch(() => undefined);
  (player.closest('article, section') ?? player).scrollIntoView({ block: 'start' });
  player.querySelector<HTMLElement>('media-play-button')?.focus({ preventScroll: true });
}

function wasAskedToPlay(): boolean {
  const address = new URL(location.href);
  if (!address.searchParams.has('play')) return false;
  address.searchParams.delete('play');
  history.replaceState(history.state, '', address);
  return true;
}

onePlaysAtATime();
listenToPlayerKeys();
startPlayers();
document.addEventListener('htmx:after:swap', startPlayers);

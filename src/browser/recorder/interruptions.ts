/** What stops or changes a recording from outside; words for the person in front of it. */
export interface Interruptions {
  /** The recording cannot go on as it is: the camera was taken, a call came in, the page went out of sight on a phone. */
  interrupted(what: string): void;
  /** The phone was turned: what comes next has another shape. */
  turned(): void;
  /** The page is out of sight, and recording goes on. */
  hidden(): void;
}

/** A device that falls silent for a moment is left alone. */
const mutedForMs = 600;

/** Watches a stream while it is recorded. Returns what ends this. */
export function watchInterruptions(stream: MediaStream, told: Interruptions): () => void {
  const watch = new AbortController();
  const { signal } = watch;
  for (const track of stream.getTracks()) watchTrack(track, told, signal);
  navigator.mediaDevices.addEventListener('devicechange', () => void missDevices(stream, told), { signal });
  document.addEventListener('visibilitychange', () => onVisibility(told), { signal });
  screen.orientation?.addEventListener('change', () => told.turned(), { signal });
  return () => watch.abort();
}

function watchTrack(track: MediaStreamTrack, told: Interruptions, signal: AbortSignal): void {
  let waiting = 0;
  const device = track.kind === 'video' ? 'camera' : 'microphone';
  const tellMuted = () => track.muted && told.interrupted(`Your ${device} was paused, by a call or another app`);
  track.addEventListener('ended', () => told.interrupted(`Your ${device} was taken away or unplugged`), { signal });
  track.addEventListener('mute', () => (waiting = window.setTimeout(tellMuted, mutedForMs)), { signal });
  track.addEventListener('unmute', () => clearTimeout(waiting), { signal });
  signal.addEventListener('abort', () => clearTimeout(waiting));
}

/** Not every browser ends the track of a headset that is pulled out. */
async function missDevices(stream: MediaStream, told: Interruptions): Promise<void> {
  const found = await navigator.mediaDevices.enumerateDevices();
  for (const track of stream.getTracks()) {
    const id = track.getSettings().deviceId;
    if (!id || found.some(({ deviceId }) => deviceId === id)) continue;
    told.interrupted(`Your ${track.kind === 'video' ? 'camera' : 'microphone'} was unplugged`);
  }
}

/** Phones stop the camera of a page out of sight, most without a word; computers let it run. */
function onVisibility(told: Interruptions): void {
  if (document.visibilityState !== 'hidden') return;
  if (matchMedia('(pointer: coarse)').matches) told.interrupted('The page went out of sight');
  else told.hidden();
}

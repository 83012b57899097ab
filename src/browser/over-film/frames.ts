/** Tells where a film stands, in seconds: now, with every picture while it plays, and wherever somebody goes. */
export function onEveryFrame(film: HTMLMediaElement, tell: (seconds: number) => void): void {
  const now = () => tell(film.currentTime);
  // "timeupdate" comes four times a second, which is too late for what appears at a moment.
  const follow = () => {
    now();
    if (!film.paused && film.isConnected) requestAnimationFrame(follow);
  };
  film.addEventListener('play', follow);
  for (const name of ['timeupdate', 'seeking', 'seeked', 'loadedmetadata']) film.addEventListener(name, now);
  follow();
}

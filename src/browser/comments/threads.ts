import htmx from 'htmx.org';
import type { Discussion } from './place.ts';

/** Shows the thread that a comment belongs to as it is now: in its place, or above all others where it is new. */
export async function showThread({ element, base }: Discussion, commentId: string): Promise<void> {
  const answer = await fetch(`${base}/comments/${commentId}`, { headers: { 'HX-Request': 'true' } });
  const threads = element.querySelector('#threads');
  if (!answer.ok || !threads) return location.reload();
  const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const thread = parsed.querySelector('li');
  if (!thread) return;
  const before = document.getElementById(thread.id);
  if (before) before.replaceWith(thread);
  else threads.prepend(thread);
  htmx.process(thread);
  document.dispatchEvent(new Event('reply:arrived'));
  // What begins players listens to this.
  document.dispatchEvent(new Event('htmx:after:swap'));
  thread.scrollIntoView({ block: 'nearest' });
  const said = document.getElementById(`comment-${commentId}`)?.querySelector('article');
  if (!said) return;
  // The recorder, where the keyboard was, is gone.
  said.tabIndex = -1;
  said.focus({ preventScroll: true });
}

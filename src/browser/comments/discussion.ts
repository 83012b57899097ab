import { standAt } from '../player/playing.ts';
import { keepMomentChoice } from './moment-choice.ts';
import { findDiscussion, playerOf } from './place.ts';
import { offerReplies } from './replies.ts';
import { leaveEdits, stayAtThread } from './staying.ts';
import { Timeline } from './timeline.ts';

/** Comments, reactions and replies in kind on the page that shows what they are about. */
export function keepDiscussion(): void {
  const discussion = findDiscussion();
  if (!discussion) return;
  keepMomentChoice(discussion);
  offerReplies(discussion);
  new Timeline(discussion).begin();
  stayAtThread(discussion.element);
  leaveEdits(discussion.element);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-goes-to-moment]') : null;
    const player = playerOf(discussion);
    if (!link || !player) return;
    event.preventDefault();
    player.closest('[data-player]')?.scrollIntoView({ block: 'nearest' });
    void standAt(player, Number(link.dataset.goesToMoment));
  });
}

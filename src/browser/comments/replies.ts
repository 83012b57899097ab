import { mayHaveUnsent } from '../answering/unsent.ts';
import type { recordReply } from '../messages/reply.ts';
import { canShareScreen } from './screen.ts';
import { chosenMoment, typedName } from './moment-choice.ts';
import { playerOf, type Discussion } from './place.ts';
import { showThread } from './threads.ts';

type Recorder = ReturnType<typeof recordReply>;

/** What a reply is about while it is recorded. */
interface Saying {
  parentId: string | undefined;
  at: number | undefined;
}

/** "Reply with video" opens the recorder in place; what an earlier page left is offered again. */
export function offerReplies(discussion: Discussion): void {
  const host = discussion.element.querySelector<HTMLElement>('[data-recorder-host]');
  if (!host) return;
  for (const button of discussion.element.querySelectorAll<HTMLElement>('[data-reply="screen"]'))
    button.hidden = !canShareScreen();
  let saying: Saying = { parentId: undefined, at: undefined };
  let recorder: Promise<Recorder> | undefined;
  let opener: HTMLElement | undefined;
  const load = () => (recorder ??= begin(discussion, host, () => saying));
  if (mayHaveUnsent(`reply ${discussion.base}`)) void load();
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-reply]') : null;
    if (!button) return;
    opener = button;
    // Its sound would be in the reply.
    playerOf(discussion)?.pause();
    const { reply, parent: parentId } = button.dataset;
    saying = { parentId, at: parentId ? undefined : chosenMoment(discussion.element) };
    void load().then(async (loaded) => {
      await loaded.open(reply as 'camera' | 'voice' | 'screen');
      host.scrollIntoView({ block: 'nearest' });
    });
  });
  host.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-part="back"], [data-part="leave"]')) opener?.focus();
  });
}

async function begin(discussion: Discussion, host: HTMLElement, saying: () => Saying): Promise<Recorder> {
  const module = await import('../messages/reply.ts');
  const recorder = module.recordReply(host, {
    ...discussion,
    saying: () => ({ ...saying(), name: typedName(discussion.element) }),
    done: (replyId) => {
      recorder.close();
      void showThread(discussion, replyId);
    },
  });
  return recorder;
}

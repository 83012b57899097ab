import { MessageRecorder } from './message-recorder.ts';
import { replyPlace } from './place.ts';

/** Where a reply goes, and what happens then. */
interface ReplyOnPage {
  /** The page that is replied to, as in `/s/<token>`. Below it: `POST replies` {kind, mime} → TakeStarted, `POST replies/:id/parts`, `POST replies/:id/confirmation`, `PUT replies/:id/recording` {parts, seconds}, `DELETE replies/:id`. */
  base: string;
  /** Of the visit, or of a member's session. */
  token: string;
  asMember: boolean;
  /** What is said of it when it begins: the moment, what it answers, by whom. */
  saying: () => object;
  /** All of the reply is on the server. */
  done: (replyId: string) => void;
}

/** Ten minutes, as the server has it. */
const mostSeconds = 600;

/**
 * Records a reply by camera, voice or screen, whatever `host` offers: it holds views/messages/_recorder.ejs, without
 * `onPage`. Goes on with what an earlier page recorded and could not send. `close()` lets go of camera and microphone.
 */
export function recordReply(host: HTMLElement, { done, ...place }: ReplyOnPage): MessageRecorder {
  const root = host.querySelector<HTMLElement>('.recording');
  if (!root) throw new Error('There is no recorder in it');
  const recorder = new MessageRecorder(root, replyPlace(place), { room: Infinity, mostSeconds, done });
  void recorder.showLeft();
  return recorder;
}

import { MessageRecorder } from './message-recorder.ts';
import { replyPlace } from './place.ts';

/** Where a reply goes, and what happens then. */
interface ReplyOnPage {
  /** The page that is replied to, as in `/s/<token>`. Below it: `POST replies` {kind, mime} → TakeStarted, `POST replies/:id/parts`, `POST replies/:id/confirmation`, `PUT replies/:id/recording` {parts, seconds}, `DELETE replies/:id`. */
  base: string;
  /** Of the visit; goes into the header `X-Token`. */
  token: string;
  /** All of the reply is on the server. */
  done: (replyId: string) => void;
}

/**
 * Records a reply by camera, voice or screen, whatever `host` offers: it holds views/messages/_recorder.ejs, without
 * `onPage`. Goes on with what an earlier page recorded and could not send. `close()` lets go of camera and microphone.
 */
export function recordReply(host: HTMLElement, { base, token, done }: ReplyOnPage): MessageRecorder {
  const root = host.querySelector<HTMLElement>('.recording');
  if (!root) throw new Error('There is no recorder in it');
  const recorder = new MessageRecorder(root, replyPlace({ base, token }), { room: Infinity, done });
  void recorder.showLeft();
  return recorder;
}

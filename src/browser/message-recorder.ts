import { sendFilesSafely } from './messages/file-message.ts';
import { MessageRecorder } from './messages/message-recorder.ts';
import { messagePlace } from './messages/place.ts';
import { leaveTold } from './messages/told.ts';
import type { RecorderOnPage } from './wire.ts';

const root = document.querySelector<HTMLElement>('[data-recorder]');
const form = document.querySelector<HTMLFormElement>('#file-message');
if (root) begin(root, JSON.parse(root.dataset.recorder ?? '{}') as RecorderOnPage);

function begin(root: HTMLElement, page: RecorderOnPage): void {
  const place = messagePlace(page);
  const show = (messageId: string) => location.assign(`${page.base}/${messageId}`);
  const done = (messageId: string, isCopied: boolean) => {
    if (isCopied) leaveTold('The link is on your clipboard.');
    show(messageId);
  };
  void new MessageRecorder(root, place, { room: page.room, done }).showLeft();
  if (form) sendFilesSafely(form, place, show);
}

import { sendFilesSafely } from './messages/file-message.ts';
import { MessageRecorder } from './messages/message-recorder.ts';
import { messagePlace } from './messages/place.ts';
import type { RecorderOnPage } from './wire.ts';

const root = document.querySelector<HTMLElement>('[data-recorder]');
const form = document.querySelector<HTMLFormElement>('#file-message');
if (root) begin(root, JSON.parse(root.dataset.recorder ?? '{}') as RecorderOnPage);

function begin(root: HTMLElement, page: RecorderOnPage): void {
  const place = messagePlace(page);
  const done = (messageId: string) => location.assign(`${page.base}/${messageId}`);
  void new MessageRecorder(root, place, { room: page.room, done }).showLeft();
  if (form) sendFilesSafely(form, place, done);
}

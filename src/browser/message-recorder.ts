import { MessageRecorder } from './messages/message-recorder.ts';
import { messagePlace } from './messages/place.ts';
import type { RecorderOnPage } from './wire.ts';

const root = document.querySelector<HTMLElement>('[data-recorder]');
if (root) {
  const page = JSON.parse(root.dataset.recorder ?? '{}') as RecorderOnPage;
  const recorder = new MessageRecorder(root, messagePlace(page), {
    room: page.room,
    done: (messageId) => location.assign(`${page.base}/${messageId}`),
  });
  void recorder.showLeft();
}

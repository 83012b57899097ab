import { sendLeft } from './found.ts';
import { messagePlace } from './place.ts';

/** On any page of the panel: sends what is left of messages that were recorded here. @param token of the page */
export async function sendLeftover(whose: string[], token: string): Promise<void> {
  for (const name of whose)
    await sendLeft(messagePlace({ whose: name, base: '/messages', token, room: 0, inReplyTo: null }));
}

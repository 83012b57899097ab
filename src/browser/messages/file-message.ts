import { forgetMeant, rememberMeant } from '../answering/meant.ts';
import { Refused } from '../answering/requests.ts';
import { sendAs } from '../recorder/file-take.ts';
import { startOnServer, type Place } from './place.ts';

/** Sends a chosen file as a take is sent: in pieces, kept on the device, confirmed. Without this the form posts it. */
export function sendFilesSafely(form: HTMLFormElement, place: Place, done: (messageId: string) => void): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) return;
  const send = async () => {
    const [file] = input.files ?? [];
    if (!file || input.disabled) return;
    input.disabled = true;
    input.removeAttribute('aria-invalid');
    try {
      done(await sendOne(form, place, file));
    } catch (error) {
      input.value = '';
      input.setAttribute('aria-invalid', 'true');
      say(form, error instanceof Refused ? error.message : wordsFor(error as Error));
    } finally {
      input.disabled = false;
      bar(form).hidden = true;
    }
  };
  input.addEventListener('change', () => void send());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
}

/** Resolves with the message's id once the server has confirmed all of it. @throws Refused */
async function sendOne(form: HTMLFormElement, place: Place, file: File): Promise<string> {
  say(form, `Reading ${file.name}`);
  const mime = file.type || 'video/mp4';
  const { takeId, ticket } = await startOnServer(place, { kind: 'file', mime, name: file.name });
  rememberMeant(takeId);
  const { isKept, sent } = await sendAs(
    place,
    file,
    { takeId, ticket, questionId: '', kind: 'file' },
    (safe, waiting) => showFar(form, file, safe, waiting),
  );
  say(
    form,
    isKept ? 'Your file is kept on this device and sent by itself.' : 'Keep this page open until your file is safe.',
  );
  await sent;
  forgetMeant(takeId);
  return takeId;
}

function showFar(form: HTMLFormElement, { size }: File, safe: number, waiting: boolean): void {
  Object.assign(bar(form), { hidden: false, max: size, value: safe });
  if (waiting) say(form, 'Offline. It goes on by itself.');
}

function bar(form: HTMLFormElement): HTMLProgressElement {
  return form.querySelector('progress')!;
}

function say(form: HTMLFormElement, words: string): void {
  form.querySelector('[role="status"]')?.replaceChildren(words);
}

function wordsFor({ name }: Error): string {
  if (name === 'NotReadableError' || name === 'NotFoundError') {
    return 'This file cannot be read any more. Was it moved or changed? Choose it again.';
  }
  return 'The server cannot be reached. Choose the file again once you are back online.';
}

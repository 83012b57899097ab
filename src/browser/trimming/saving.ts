import type { MessageEdit } from '../wire.ts';
import type { Cut } from './cuts.ts';
import type { Edit } from './edit.ts';

interface Server {
  url: string;
  token: string;
}

export async function fetchEdit({ url }: Server): Promise<MessageEdit> {
  const answer = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(await reason(answer));
  return (await answer.json()) as MessageEdit;
}

/** "Save": sends the cuts, then tells how far the film of what is left is. */
export function saveOnPress(place: HTMLElement, server: Server, edit: Edit, known: MessageEdit): void {
  const [button, words, bar] = [
    place.querySelector<HTMLButtonElement>('[data-saves]')!,
    place.querySelector<HTMLElement>('[data-words]')!,
    place.querySelector<HTMLProgressElement>('progress')!,
  ];
  let { revision, showing } = known;
  const allow = () => (button.disabled = edit.isSaved && showing !== 'failed');
  const tell = ({ error, percent }: Pick<MessageEdit, 'error' | 'percent'>) => {
    bar.hidden = showing !== 'preparing';
    bar.value = percent;
    words.textContent = {
      whole: 'Saved. Everything is shown.',
      edited: 'Saved. This is what others see.',
      preparing: 'Saved. Making what is left, and nobody sees it until then.',
      failed: `It could not be made. ${error ?? ''}`,
    }[showing];
  };
  const follow = async (answer: MessageEdit) => {
    ({ showing } = answer);
    tell(answer);
    while (answer.showing === 'preparing') {
      await new Promise((done) => setTimeout(done, 1000));
      answer = await fetchEdit(server).catch(() => answer);
      ({ showing } = answer);
      tell(answer);
    }
    allow();
  };
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const answer = await put(server, edit.cuts, revision);
      ({ revision } = answer);
      edit.saved(answer.cuts);
      await follow(answer);
    } catch (error) {
      words.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      allow();
    }
  });
  edit.addEventListener('change', () => {
    allow();
    if (!edit.isSaved) words.textContent = 'Not saved yet.';
  });
  if (known.revision > 0) void follow(known);
  addEventListener('beforeunload', (event) => {
    if (!edit.isSaved) event.preventDefault();
  });
}

async function put({ url, token }: Server, cuts: Cut[], revision: number): Promise<MessageEdit> {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'X-CSRF-Token': token };
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ cuts, revision }) }).catch(() => {
    throw new Error('The server cannot be reached. Your cuts are still here: try again in a moment.');
  });
  if (!answer.ok) throw new Error(await reason(answer));
  return (await answer.json()) as MessageEdit;
}

async function reason(answer: Response): Promise<string> {
  const told = (await answer.json().catch(() => ({}))) as { error?: string };
  return told.error ?? 'The server did not answer as it should. Try again in a moment.';
}

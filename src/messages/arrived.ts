import { getClip } from '../media/clip.ts';
import { completeAsFarAs } from '../media/completion.ts';
import { listFurtherParts } from '../media/parts.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import type { Message } from './message.ts';
import { finishMessage } from './recording.ts';

/** Finishes a message with what is here of its recording. @throws Invalid where nothing is */
export async function keepArrived(deps: Deps, message: Message): Promise<void> {
  const first = await getClip(deps.db, message.clipId);
  const further = await listFurtherParts(deps.db, first.id);
  const isHere = first.state !== 'uploading' || (await completeAsFarAs(deps, first.id));
  if (!isHere) throw new Invalid({ recording: 'Nothing of it has arrived yet. Wait for it, or discard it.' });
  let parts = 1;
  for (const { id, state, partNumber } of further) {
    if (state === 'uploading' && !(await completeAsFarAs(deps, id))) break;
    parts = partNumber ?? parts;
  }
  await finishMessage(deps, message, parts);
}

import type { Progress, QuestionOnPage, TakeStarted } from '../wire.ts';
import { post, routesOf, send, type Sender } from '../answering/requests.ts';
import { rememberUnsent } from '../answering/unsent.ts';
import { LivePart } from './live-part.ts';
import { fileSpool, openSpool, type SpooledPart } from './spool.ts';

const pieceBytes = 1 << 20;

/** A file that was chosen, on its way to the server as a take is. */
export interface FileTake {
  /** It may be sent by a later page: all of it lies in the spool. */
  isKept: boolean;
  /** Resolves once the server has confirmed every piece. @throws Refused when it will not have the file */
  sent: Promise<Progress>;
}

/**
 * Tells the server of the file, copies it into the spool where there is room for it, and sends it. Resolves when all of
 * it has been read and it is the answer. @throws Refused; NotReadableError when it cannot be read any more
 * @param told hears how many bytes are safe
 */
export async function sendFile(
  page: QuestionOnPage,
  file: File,
  kind: SpooledPart['kind'],
  told: (safeBytes: number, waiting: boolean) => void,
): Promise<FileTake> {
  const { questionId } = page;
  return sendAs(page, file, { ...(await begin(page, file, kind)), questionId, kind }, told);
}

/** The same for a file that the server has been told of already. */
export async function sendAs(
  sender: Sender,
  file: File,
  given: Pick<SpooledPart, 'takeId' | 'ticket' | 'questionId' | 'kind'>,
  told: (safeBytes: number, waiting: boolean) => void,
): Promise<FileTake> {
  const isKept = await hasRoomFor(file.size);
  const spool = isKept ? await openSpool() : fileSpool(file, pieceBytes);
  const part = await LivePart.begun(spool, asPart(sender, file, given));
  const sent = deliver(sender, part, told);
  // Swallowed here alone: the caller gets the same promise and says what is wrong, but a server that refuses while the
  // file is still being read would count as a rejection that nobody handles.
  sent.catch(() => {});
  for (let at = 0; at < file.size; at += pieceBytes) await part.source.append(file.slice(at, at + pieceBytes));
  await part.finish();
  const [method, path] = routesOf(sender).choice(given.takeId);
  await send<Progress>(method, sender, path, {});
  return { isKept, sent };
}

async function begin(page: QuestionOnPage, { name, type }: File, kind: SpooledPart['kind']): Promise<TakeStarted> {
  const mime = type || 'application/octet-stream';
  const started = await post<TakeStarted>(page, `questions/${page.questionId}/takes`, { kind, mime, name });
  rememberUnsent(page.responseId);
  return started;
}

function asPart(
  { responseId }: Sender,
  { type }: File,
  { takeId, ticket, questionId, kind }: Pick<SpooledPart, 'takeId' | 'ticket' | 'questionId' | 'kind'>,
): SpooledPart {
  const startedAt = new Date().toISOString();
  return { takeId, part: 1, responseId, questionId, kind, mime: type, ticket, startedAt, isFile: true };
}

async function deliver(
  sender: Sender,
  part: LivePart,
  told: (safeBytes: number, waiting: boolean) => void,
): Promise<Progress> {
  const progress = await part.send(sender, () => told(part.bytes - part.unsentBytes, part.waiting));
  await part.forget();
  return progress;
}

/** A copy of it lies on the device until it is safe. */
async function hasRoomFor(bytes: number): Promise<boolean> {
  if (!('storage' in navigator)) return false;
  const { quota = 0, usage = 0 } = await navigator.storage.estimate().catch((): StorageEstimate => ({}));
  return quota - usage > bytes * 1.5;
}

import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Question } from '../forms/question.ts';
import { deleteClip, type Clip } from '../media/clip.ts';
import { adoptFile, type ChosenFile } from '../media/file.ts';
import { answerWithClip, answerWithTake } from './answer.ts';
import type { Run } from './run.ts';
import { insertTake, type Take } from './take.ts';

type Uploaded = Pick<Express.Multer.File, 'path' | 'originalname' | 'mimetype'>;

/** Takes the place of an earlier file, which is erased. @throws Invalid, TooLarge, Conflict */
export async function answerWithFile(deps: Deps, run: Run, question: Question, file: Uploaded): Promise<void> {
  checkAsksForFile(question);
  const clip = await adoptFile(deps, { ...chosen(file), ownerKind: 'answer', ownerId: run.response.id, kind: 'file' });
  const replaced = await orErase(deps, clip, answerWithClip(deps, run, question, clip.id));
  if (replaced?.clipId) await deleteClip(deps, replaced.clipId);
}

/** A recording that was made with another program. It counts as a take. @throws Invalid, TooLarge, Conflict */
export async function answerWithRecordedFile(deps: Deps, run: Run, question: Question, file: Uploaded): Promise<void> {
  const kind = kindOf(question, file);
  const id = newId();
  const clip = await adoptFile(deps, {
    ...chosen(file),
    ownerKind: 'take',
    ownerId: id,
    kind: kind === 'voice' ? 'audio' : 'video',
    maxSeconds: question.timeLimit,
  });
  const answered = inTransaction(deps.db, async (trx) => {
    const take = await insertTake({ ...deps, db: trx }, run, question, { id, kind, clipId: clip.id });
    await answerWithTake({ ...deps, db: trx }, run, take);
  });
  await orErase(deps, clip, answered);
}

/** @throws Invalid */
export function checkAsksForFile({ type }: Question): void {
  if (type !== 'file') throw new Invalid({ file: 'This question does not ask for a file.' });
}

/** A clip that did not become an answer is nobody's. */
function orErase<Result>(deps: Deps, clip: Clip, answered: Promise<Result>): Promise<Result> {
  return answered.catch(async (error: unknown) => {
    await deleteClip(deps, clip.id);
    throw error;
  });
}

function chosen(file: Uploaded): Pick<ChosenFile, 'path' | 'originalName' | 'mime'> {
  return { path: file.path, originalName: file.originalname, mime: file.mimetype };
}

function kindOf({ kinds }: Question, file: Uploaded): Take['kind'] {
  if (file.mimetype.startsWith('video/') && kinds.includes('video')) return 'video';
  if (/^(audio|video)\//.test(file.mimetype) && kinds.includes('voice')) return 'voice';
  throw new Invalid({ file: `Choose a ${kinds.includes('video') ? 'video' : 'sound recording'}.` });
}

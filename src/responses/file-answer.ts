import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Question } from '../forms/question.ts';
import { deleteClip } from '../media/clip.ts';
import { adoptFile, type ChosenFile } from '../media/file.ts';
import { answerWithClip, answerWithTake } from './answer.ts';
import type { Run } from './run.ts';
import * as store from './store.ts';
import { nextTakeNumber, type Take } from './take.ts';

type Uploaded = Pick<Express.Multer.File, 'path' | 'originalname' | 'mimetype'>;

/** Takes the place of an earlier file, which is erased. @throws Invalid, TooLarge */
export async function answerWithFile(deps: Deps, run: Run, question: Question, file: Uploaded): Promise<void> {
  if (question.type !== 'file') throw new Invalid({ file: 'This question does not ask for a file.' });
  const before = run.answers.get(question.id)?.clipId;
  const clip = await adoptFile(deps, { ...chosen(file), ownerKind: 'answer', ownerId: run.response.id, kind: 'file' });
  await answerWithClip(deps, run, question, clip.id);
  if (before) await deleteClip(deps, before);
}

/** A recording that was made with another program. It counts as a take. @throws Invalid, TooLarge, Conflict */
export async function answerWithRecordedFile(deps: Deps, run: Run, question: Question, file: Uploaded): Promise<void> {
  const kind = kindOf(question, file);
  const takeId = newId();
  const clip = await adoptFile(deps, {
    ...chosen(file),
    ownerKind: 'take',
    ownerId: takeId,
    kind: kind === 'voice' ? 'audio' : 'video',
    maxSeconds: question.timeLimit,
  });
  try {
    const take = await insertTake(deps, run, question, { id: takeId, kind, clipId: clip.id });
    await answerWithTake(deps, run, take);
  } catch (error) {
    if (error instanceof Conflict) await deleteClip(deps, clip.id);
    throw error;
  }
}

function chosen(file: Uploaded): Pick<ChosenFile, 'path' | 'originalName' | 'mime'> {
  return { path: file.path, originalName: file.originalname, mime: file.mimetype };
}

function kindOf({ kinds }: Question, file: Uploaded): Take['kind'] {
  if (file.mimetype.startsWith('video/') && kinds.includes('video')) return 'video';
  if (/^(audio|video)\//.test(file.mimetype) && kinds.includes('voice')) return 'voice';
  throw new Invalid({ file: `Choose a ${kinds.includes('video') ? 'video' : 'sound recording'}.` });
}

function insertTake(
  { db, clock }: Deps,
  run: Run,
  question: Question,
  made: Pick<Take, 'id' | 'kind' | 'clipId'>,
): Promise<Take> {
  return inTransaction(db, async (trx) => {
    const number = await nextTakeNumber(trx, run, question);
    const take = { ...made, responseId: run.response.id, questionId: question.id, number, startedAt: timestamp(clock) };
    await store.insertTake(trx, take);
    return take;
  });
}

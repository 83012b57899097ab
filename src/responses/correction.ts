import type { Member } from '../accounts/member.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { correctSegment } from '../transcripts/correction.ts';
import type { Submission } from './review.ts';

/** The response in which it was. */
type Corrected = Pick<Submission, 'id' | 'formId'>;

/** Runs in the transaction in which a phrase of an answer was put right. */
export const answerCorrected = new Hook<[Deps, Corrected], Promise<void>>('answerCorrected');

/** Captions, search and analysis follow; what it said before is kept. @throws NotFound */
export async function correctAnswer(
  deps: Deps,
  member: Pick<Member, 'id'>,
  { id, formId }: Corrected,
  { clipId, position, text }: { clipId: string; position: number; text: string },
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const within = { ...deps, db: trx };
    await correctSegment(within, member, clipId, position, text);
    await answerCorrected.run(within, { id, formId });
  });
}

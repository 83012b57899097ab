import fs from 'node:fs';
import type { Form } from '../../src/forms/form.ts';
import '../../src/jobs.ts';
import { transcode } from '../../src/media/transcode.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { saveAnswer } from '../../src/responses/answer.ts';
import { answerWithRecordedFile } from '../../src/responses/file-answer.ts';
import { startResponse } from '../../src/responses/response.ts';
import { findRun } from '../../src/responses/run.ts';
import { submitResponse } from '../../src/responses/submission.ts';
import type { Segment } from '../../src/transcripts/segment.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import type { World } from './world.ts';

/** A film with what is said in it, or a text. */
export type RecordedOrWritten = { film: string; segments: Segment[] } | string;

/** A submitted response whose recordings are prepared and have these transcripts; nothing is left to be done for it. */
export async function recordedResponse(
  world: World,
  form: Form & { publicationId: string },
  given: RecordedOrWritten[],
): Promise<string> {
  const { id } = await startResponse(world, form);
  const run = (await findRun(world, form.slug, id))!;
  for (const [index, question] of run.content.questions.entries()) {
    const answer = given[index]!;
    if (typeof answer === 'string') await saveAnswer(world, run, question, { kind: 'typed', text: answer });
    else await answerWithRecordedFile(world, run, question, uploaded(world, answer.film));
  }
  await submitResponse(world, (await findRun(world, form.slug, id))!, { name: 'Amara Osei', email: null });
  const answered = (await findRun(world, form.slug, id))!;
  for (const [index, question] of run.content.questions.entries()) {
    const [answer, clipId] = [given[index]!, answered.answers.get(question.id)?.clipId];
    if (typeof answer !== 'string' && clipId) await prepare(world, clipId, answer.segments);
  }
  await world.db('jobs').delete();
  return id;
}

/** As multer hands a file over: it is moved away. */
function uploaded(world: World, film: string) {
  const path = world.storage.temporary('.mp4');
  fs.copyFileSync(film, path);
  return { path, originalname: 'answer.mp4', mimetype: 'video/mp4' };
}

async function prepare(world: World, clipId: string, segments: Segment[]): Promise<void> {
  await transcode.now(world, { clipId });
  await replaceTranscript(world.db, { clipId, engine: 'a person', segments, createdAt: timestamp(world.clock) });
}

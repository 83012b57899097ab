import type { Viewer } from '../accounts/reviewer.ts';
import { getPublication } from '../forms/publication.ts';
import type { Question } from '../forms/question.ts';
import { findClip, isRecording } from '../media/clip.ts';
import { mediaView, type MediaView } from '../media/media-view.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getTranscriptView, type TranscriptView } from '../transcripts/transcript.ts';
import type { Answer } from './answer.ts';
import { asShown, getSubmission, type Submission } from './review.ts';
import { findResponseOfAnswer } from './submission.store.ts';
import { listAnswers } from './store.ts';

/** A question with what was answered to it, as the review page shows it. */
export interface ReviewedAnswer {
  question: Question;
  number: number;
  answer: Answer | undefined;
  media: MediaView | undefined;
  transcript: TranscriptView | undefined;
}

export async function reviewedAnswers(deps: Deps, submission: Submission): Promise<ReviewedAnswer[]> {
  const { content } = await getPublication(deps.db, submission.publicationId);
  const answers = new Map((await listAnswers(deps.db, submission.id)).map((answer) => [answer.questionId, answer]));
  return Promise.all(
    content.questions.map((question, index) =>
      reviewed(deps, submission, { question, number: index + 1, answer: answers.get(question.id) }),
    ),
  );
}

/** One of them, by the answer's id. @throws NotFound unless its response is submitted and the viewer may see it */
export async function getReviewedAnswer(deps: Deps, viewer: Viewer, answerId: string) {
  const responseId = await findResponseOfAnswer(deps.db, answerId);
  if (!responseId) throw new NotFound();
  const submission = await getSubmission(deps.db, viewer, responseId);
  const found = (await reviewedAnswers(deps, submission)).find(({ answer }) => answer?.id === answerId);
  if (!found?.answer) throw new NotFound();
  return { ...found, answer: found.answer, submission };
}

async function reviewed(
  deps: Deps,
  submission: Submission,
  given: Pick<ReviewedAnswer, 'question' | 'number' | 'answer'>,
): Promise<ReviewedAnswer> {
  const found = given.answer?.clipId ? await findClip(deps.db, given.answer.clipId) : undefined;
  const clip = found && asShown(submission, found);
  const plays = clip !== undefined && isRecording(clip);
  return {
    ...given,
    media: clip && (await mediaView(deps.db, clip)),
    transcript: plays ? await getTranscriptView(deps, clip.id) : undefined,
  };
}

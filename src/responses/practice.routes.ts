import { Router } from 'express';
import { getFormBySlug, type FormContent } from '../forms/form.ts';
import { getPublication } from '../forms/publication.ts';
import { newQuestion, recordedKinds, type Question } from '../forms/question.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { renderUnkept } from './question-page.ts';

/** A question to try camera and microphone with, where the form offers one; nothing of it is sent or kept. */
export function practiceRoutes({ db }: Deps): Router {
  const router = Router();

  router.get('/f/:slug/practice', async (req, res) => {
    const form = await getFormBySlug(db, req.params.slug);
    const { content } = await getPublication(db, form.publicationId);
    if (!offersPractice(content)) throw new NotFound();
    const back = `/f/${form.slug}`;
    renderUnkept(res, {
      content: { ...content, questions: [practiceQuestion(content)] },
      n: 1,
      note: 'Practice. Nothing is sent or kept.',
      backPath: `${back}?about`,
      nextPath: `${back}?about`,
    });
  });

  return router;
}

/** Only where there is something to record. */
export function offersPractice({ practice, questions }: FormContent): boolean {
  return practice && questions.some((question) => recordingKinds(question).length > 0);
}

function practiceQuestion({ questions }: FormContent): Question {
  const offered = new Set(questions.flatMap(recordingKinds));
  const kinds = recordedKinds.filter((kind) => offered.has(kind));
  return newQuestion({ text: 'What did you see on your way today?', kinds, required: false, timeLimit: 30 });
}

function recordingKinds({ type, kinds }: Question): Question['kinds'] {
  return type === 'recorded' ? kinds.filter((kind) => kind !== 'typed') : [];
}

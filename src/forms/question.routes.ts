import { Router, type Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { addQuestion, changeQuestion, getQuestion, insertQuestion, moveQuestion, removeQuestion } from './draft.ts';
import { editorLocals, sendSaved } from './editor.ts';
import { getForm, type Form } from './form.ts';
import { PositionInput, QuestionInput, RemovedQuestionInput } from './input.ts';
import { answerTypeNames } from './summary.ts';

type QuestionRequest = Request<{ id: string; questionId: string }>;

/** The questions of a form's draft, one at a time. */
export function questionRoutes(deps: Deps): Router {
  const router = Router();

  /** Answers with all questions: their numbers have changed. */
  const sendQuestions = async (form: Form, req: Request, res: Parameters<typeof sendSaved>[3], more = {}) => {
    if (!req.get('HX-Request')) return res.redirect(303, `/forms/${form.id}/edit`);
    res.render('forms/_questions', { ...(await editorLocals(deps, form, req)), ...more, saved: true });
  };

  router.post('/forms/:id/questions', async (req, res) => {
    const { form, question } = await addQuestion(deps, req.params.id);
    await sendQuestions(form, req, res, { added: question.id });
  });

  router.patch('/forms/:id/questions/:questionId', async (req: QuestionRequest, res) => {
    const { id, questionId } = req.params;
    try {
      const form = await changeQuestion(deps, id, questionId, parseInput(QuestionInput, req.body));
      await sendSaved(deps, form, req, res);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const form = await getForm(deps.db, id);
      const index = form.draft.questions.findIndex((question) => question.id === questionId);
      const question = { ...getQuestion(form.draft, questionId), ...typed(req.body) };
      const locals = { form, question, index, answerTypeNames, errors: error.fields };
      res.status(422).render('forms/_question', locals);
    }
  });

  router.put('/forms/:id/questions/:questionId/position', async (req: QuestionRequest, res) => {
    const { position } = parseInput(PositionInput, req.body);
    const form = await moveQuestion(deps, req.params.id, req.params.questionId, position);
    await sendQuestions(form, req, res, { moved: req.params.questionId });
  });

  router.delete('/forms/:id/questions/:questionId', async (req: QuestionRequest, res) => {
    const { form, removed, position } = await removeQuestion(deps, req.params.id, req.params.questionId);
    await sendQuestions(form, req, res, { removed, position });
  });

  router.post('/forms/:id/removed-questions', async (req, res) => {
    const { question, position } = parseInput(RemovedQuestionInput, req.body);
    await sendQuestions(await insertQuestion(deps, req.params.id, question, position), req, res);
  });

  return router;
}

/** What was typed, as the card shows it again beside the complaint. */
function typed(body: unknown): Record<string, unknown> {
  const { kinds = [], choices = '', ...rest } = body as Record<string, string | string[]>;
  const single = Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === 'string'));
  return {
    ...single,
    kinds: [kinds].flat(),
    choices: [choices].flat().join('\n').split('\n'),
    required: 'required' in rest,
  };
}

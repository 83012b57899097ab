import fs from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, Refusal } from '../platform/http/errors.ts';
import type { Question } from '../forms/question.ts';
import { receiveFile } from '../media/file.ts';
import { answerWithFile, answerWithRecordedFile, checkAsksForFile } from './file-answer.ts';
import { showQuestion } from './question-page.ts';
import { checkOpen, checkRespondentToken, getKnownRun, getOpenRun } from './respondent.ts';
import { getQuestion, nextStep, type Run } from './run.ts';

type FileRequest = Request<{ slug: string; questionId: string }>;

/** Files that plain forms post: answers to file questions, and recordings made elsewhere. */
export function fileRoutes(deps: Deps): Router {
  const router = Router();
  const receive = receiveFile(deps, 'file');

  router.post('/f/:slug/questions/:questionId/file', async (req: FileRequest, res) => {
    await checkBeforeReading(deps, req);
    const refusal = await received(receive, req, res);
    try {
      const run = await (refusal ? getKnownRun(deps, req) : getOpenRun(deps, req));
      const question = getQuestion(run, req.params.questionId);
      await answerOrExplain(deps, run, question, req, res, refusal);
    } finally {
      if (req.file) await fs.rm(req.file.path, { force: true });
    }
  });

  return router;
}

/** The token may stand in the body; whatever else is wrong is said before a byte of that is kept. */
async function checkBeforeReading(deps: Deps, req: FileRequest): Promise<void> {
  const run = await getKnownRun(deps, req);
  if (req.get('X-Token') || !req.is('multipart/form-data')) checkRespondentToken(deps, req, run.response.id);
  checkOpen(run);
  const question = getQuestion(run, req.params.questionId);
  if (question.type !== 'recorded') checkAsksForFile(question);
}

/** Runs multer; what it complains about is shown beside the field. */
function received(
  receive: ReturnType<typeof receiveFile>,
  req: FileRequest,
  res: Response,
): Promise<Error | undefined> {
  return new Promise((resolve) => {
    receive(req as Request, res, (error: unknown) => resolve(error instanceof Error ? error : undefined));
  });
}

async function answerOrExplain(
  deps: Deps,
  run: Run,
  question: Question,
  req: FileRequest,
  res: Response,
  refusal: Error | undefined,
): Promise<void> {
  const n = run.content.questions.indexOf(question) + 1;
  try {
    if (refusal) throw refusal;
    await keep(deps, run, question, req.file);
  } catch (error) {
    if (!(error instanceof Refusal) || !besideTheField.has(error.status)) throw error;
    const errors = error instanceof Invalid ? error.fields : { file: error.message };
    res.status(error.status);
    return showQuestion(deps, run, n, res, { errors });
  }
  res.redirect(303, `/f/${run.form.slug}/${nextStep(run, n)}`);
}

/** What another file, or the same one a little later, would mend. */
const besideTheField = new Set([400, 409, 411, 413, 422, 507]);

async function keep(deps: Deps, run: Run, question: Question, file: Express.Multer.File | undefined): Promise<void> {
  if (file?.size && question.type === 'recorded') return answerWithRecordedFile(deps, run, question, file);
  if (file?.size) return answerWithFile(deps, run, question, file);
  if (question.required && !run.answers.has(question.id))
    throw new Invalid({ file: 'Choose a file, or leave this for later.' });
}

import fs from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid, TooLarge } from '../platform/http/errors.ts';
import type { Question } from '../forms/question.ts';
import { receiveFile } from '../media/file.ts';
import { answerWithFile, answerWithRecordedFile } from './file-answer.ts';
import { showQuestion } from './question-page.ts';
import { checkRespondentToken, findOwnRun, getOpenRun } from './respondent.ts';
import { getQuestion, nextStep, type Run } from './run.ts';

type FileRequest = Request<{ slug: string; questionId: string }>;

/** Files that plain forms post: answers to file questions, and recordings made elsewhere. */
export function fileRoutes(deps: Deps): Router {
  const router = Router();
  const receive = receiveFile(deps, 'file');

  router.post('/f/:slug/questions/:questionId/file', async (req: FileRequest, res) => {
    // The token stands in the body, which is read only for somebody who has a response here.
    if (!(await findOwnRun(deps, req))) checkRespondentToken(deps, req, '');
    const refusal = await received(receive, req, res);
    try {
      const run = await getOpenRun(deps, req);
      const question = getQuestion(run, req.params.questionId);
      await answerOrExplain(deps, run, question, req, res, refusal);
    } finally {
      if (req.file) await fs.rm(req.file.path, { force: true });
    }
  });

  return router;
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
    if (refusal) throw inWords(refusal);
    await keep(deps, run, question, req.file);
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof TooLarge || error instanceof Conflict)) throw error;
    const errors = error instanceof Invalid ? error.fields : { file: error.message };
    res.status(error.status);
    return showQuestion(deps, run, n, res, { errors });
  }
  res.redirect(303, `/f/${run.form.slug}/${nextStep(run, n)}`);
}

async function keep(deps: Deps, run: Run, question: Question, file: Express.Multer.File | undefined): Promise<void> {
  if (file?.size && question.type === 'recorded') return answerWithRecordedFile(deps, run, question, file);
  if (file?.size) return answerWithFile(deps, run, question, file);
  if (question.required && !run.answers.has(question.id))
    throw new Invalid({ file: 'Choose a file, or leave this for later.' });
}

function inWords(error: Error & { code?: string }): Error {
  return error.code === 'LIMIT_FILE_SIZE'
    ? new TooLarge('The file is larger than this server takes. Choose a smaller one.')
    : error;
}

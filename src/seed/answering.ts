import type { Member } from '../accounts/member.ts';
import type { Deps } from '../platform/deps.ts';
import { getFormBySlug, type Form } from '../forms/form.ts';
import type { Question } from '../forms/question.ts';
import { saveAnswer } from '../responses/answer.ts';
import { answerWithRecordedFile } from '../responses/file-answer.ts';
import { startResponse } from '../responses/response.ts';
import { addNote, rateResponse, setStatus } from '../responses/review.ts';
import { findRun, type Run } from '../responses/run.ts';
import { submitResponse } from '../responses/submission.ts';
import { NotFound } from '../platform/http/errors.ts';
import { film, voice } from './films.ts';
import type { DemoAnswer, DemoRespondent } from './people.ts';

/** Somebody goes through the form from "Start" to "Submit". */
export async function answerForm(deps: Deps, form: Form, person: DemoRespondent): Promise<Run> {
  const { id } = await startResponse(deps, await getFormBySlug(deps.db, form.slug));
  const run = await getRun(deps, form, id);
  const given = run.content.questions.map((question, index) =>
    answer(deps, run, question, person, person.answers[index]),
  );
  await Promise.all(given);
  const email = person.name && `${person.name.toLowerCase().replaceAll(/\W+/g, '.')}@mail.example`;
  const answered = await getRun(deps, form, id);
  await submitResponse(deps, answered, { name: person.name, email });
  return answered;
}

async function getRun(deps: Deps, form: Form, responseId: string): Promise<Run> {
  const run = await findRun(deps, form.slug, responseId);
  if (!run) throw new NotFound();
  return run;
}

async function answer(
  deps: Deps,
  run: Run,
  question: Question,
  { looks }: DemoRespondent,
  given: DemoAnswer,
): Promise<void> {
  if (!given) return;
  if ('video' in given) {
    const path = await film(deps, looks, given.video, given.recorder);
    await answerWithRecordedFile(deps, run, question, { path, originalname: 'answer.webm', mimetype: 'video/webm' });
  } else if ('voice' in given) {
    const path = await voice(deps, given.voice);
    await answerWithRecordedFile(deps, run, question, { path, originalname: 'answer.webm', mimetype: 'audio/webm' });
  } else {
    await saveAnswer(deps, run, question, given);
  }
}

/** The team watches, rates and notes. `team`: the owner first. */
export async function reviewAnswers(deps: Deps, team: Member[], run: Run, person: DemoRespondent): Promise<void> {
  const { id } = run.response;
  if (person.status && team[0]) await setStatus(deps, team[0], id, person.status);
  for (const [index, member] of team.entries()) {
    const rating = person.ratings?.[index];
    if (rating) await rateResponse(deps, member, id, rating);
    for (const note of person.notes?.filter(({ by }) => by === index) ?? []) {
      const question = note.answer === undefined ? undefined : run.content.questions[note.answer];
      const answerId = (question && run.answers.get(question.id)?.id) ?? null;
      await addNote(deps, member, id, { text: note.text, answerId, atSeconds: note.atSeconds ?? null });
    }
  }
}

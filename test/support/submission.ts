import '../../src/jobs.ts';
import type { Form } from '../../src/forms/form.ts';
import { saveAnswer, type Given } from '../../src/responses/answer.ts';
import { startResponse } from '../../src/responses/response.ts';
import { findRun } from '../../src/responses/run.ts';
import { submitResponse } from '../../src/responses/submission.ts';
import type { World } from './world.ts';

type Published = Form & { publicationId: string };

/** A response that is begun: every question answered with `given`, nothing submitted. */
export async function begun(world: World, form: Published, given: Given = { kind: 'text', text: 'It was fine.' }) {
  const { id } = await startResponse(world, form);
  const run = (await findRun(world, form.slug, id))!;
  for (const question of run.content.questions) await saveAnswer(world, run, question, given);
  return (await findRun(world, form.slug, id))!;
}

/** A response that somebody submitted. */
export async function submission(world: World, form: Published, name = 'Amara Osei', given?: Given): Promise<string> {
  const run = await begun(world, form, given);
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@osei.example`;
  await submitResponse(world, run, { name, email });
  world.clock.forward(1);
  return run.response.id;
}

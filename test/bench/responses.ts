import type { Knex } from 'knex';
import { publishForm } from '../../src/forms/publication.ts';
import { createForm } from '../../src/forms/form.ts';
import { newQuestion } from '../../src/forms/question.ts';
import { newId } from '../../src/platform/ids.ts';
import { statuses } from '../../src/responses/review.ts';
import type { Product } from './product.ts';

/** A form and one of its responses, from the middle of the list. */
export interface Answered {
  formId: string;
  responseId: string;
}

const questions = ['What drew you to field work?', 'Tell us about a hard day.', 'When could you start?'].map((text) =>
  newQuestion({ text }),
);

/**
 * Publishes a form to which `count` people have answered, each with a minute of video and two texts.
 * @param speak gives the clips their transcripts
 */
export async function makeAnswered(
  { deps, owner }: Pick<Product, 'deps' | 'owner'>,
  count: number,
  speak?: (trx: Knex.Transaction, clipIds: string[]) => Promise<void>,
): Promise<Answered> {
  const draft = await createForm(deps, owner, { ...content, title: `${count} responses` });
  const form = await publishForm(deps, draft.id);
  const people = Array.from({ length: count }, (_, index) => rowsOf(form.id, form.publicationId ?? '', index));
  await deps.db.transaction(async (trx) => {
    await insert(
      trx,
      'clips',
      people.map(({ clip }) => clip),
    );
    await speak?.(
      trx,
      people.map(({ clip }) => clip.id),
    );
    await insert(
      trx,
      'responses',
      people.map(({ response }) => response),
    );
    await insert(
      trx,
      'answers',
      people.flatMap(({ answers }) => answers),
    );
  });
  return { formId: form.id, responseId: people[count >> 1]!.response.id };
}

const content = {
  welcome: 'A few short questions.',
  thanks: 'We will write to you this week.',
  consent: 'I agree that Marlow & Finch keeps my answers.',
  askName: 'required',
  askEmail: 'optional',
  practice: false,
  questions,
} as const;

function rowsOf(formId: string, publicationId: string, index: number) {
  const at = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
  const clip = {
    id: newId(),
    owner_kind: 'take',
    owner_id: newId(),
    kind: 'video',
    state: 'ready',
    max_bytes: 1e9,
    seconds: 60,
    created_at: at,
  };
  const response = {
    id: newId(),
    form_id: formId,
    publication_id: publicationId,
    state: 'submitted',
    name: `Amara Osei ${index}`,
    email: `amara${index}@osei.example`,
    consent: content.consent,
    status: statuses[index % statuses.length],
    started_at: at,
    submitted_at: at,
    mean_rating: index % 3 ? (index % 5) + 1 : null,
    rating_count: index % 3 ? 1 : 0,
  };
  const answers = questions.map(({ id }, number) => ({
    id: newId(),
    response_id: response.id,
    question_id: id,
    updated_at: at,
    ...(number === 0
      ? { kind: 'video', clip_id: clip.id, text: null }
      : { kind: 'text', clip_id: null, text: 'I like to be where the work is, and to see it done by the evening.' }),
  }));
  return { clip, response, answers };
}

function insert(trx: Knex.Transaction, name: string, rows: object[]): Promise<unknown> {
  return Promise.resolve(trx.batchInsert(name, rows, 200));
}

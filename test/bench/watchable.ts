import type { TakeStarted } from '../../src/browser/wire.ts';
import { createForm } from '../../src/forms/form.ts';
import { publishForm } from '../../src/forms/publication.ts';
import { newQuestion, type Question } from '../../src/forms/question.ts';
import { Respondent } from '../support/respondent.ts';
import { declared, inPieces, sendAllButLast, type Bytes } from './pieces.ts';
import { withProduct, type Product } from './product.ts';
import type { Row } from './row.ts';
import { signIn } from './sign-in.ts';
import { median } from './statistics.ts';
import { seconds } from './stopwatch.ts';
import { takeOf } from './take.ts';

const rounds = 5;
const short = 30;
const long = 300;

/**
 * From "Stop" to the first bytes that a reviewer gets: the last piece, the hashes of all pieces, the choice and the
 * submission, then a member's request on another connection. Everything else was sent while it was recorded.
 */
export function benchWatchable(take: string): Promise<Row[]> {
  return withProduct(async (product) => {
    const question = newQuestion({ text: 'What drew you to field work?', timeLimit: 2 * long, takesAllowed: 0 });
    const form = await publish(product, question);
    await product.start();
    const cookie = await signIn(product);
    const takes = [short, long].map((length) => ({ length, pieces: inPieces(takeOf(length, take), length) }));
    const times = new Map(takes.map(({ length }) => [length, [] as number[]]));
    // In turn, after one round to warm up, so that both meet the same machine.
    for (let round = 0; round <= rounds; round++) {
      for (const { length, pieces } of takes) {
        const taken = await untilWatchable(product, cookie, { form, question, pieces, length });
        if (round > 0) times.get(length)!.push(taken);
      }
    }
    const [ofShort, ofLong] = [median(times.get(short)!), median(times.get(long)!)];
    return [
      { name: `Stop to watchable, a take of ${short} s`, unit: 's', ours: ofShort, goal: { atMost: 1 } },
      { name: `Stop to watchable, a take of ${long / 60} min`, unit: 's', ours: ofLong, goal: { atMost: 1 } },
      { name: `… against the one of ${short} s`, unit: 's', ours: ofLong, theirs: ofShort, goal: { ratio: 1.2 } },
    ];
  });
}

interface Recording {
  form: { slug: string };
  question: Question;
  /** One for each second. */
  pieces: Bytes[];
  length: number;
}

async function publish({ deps, owner }: Product, question: Question): Promise<{ slug: string }> {
  const texts = { welcome: 'Hello.', thanks: 'Thanks.', consent: 'I agree.' };
  const content = {
    ...texts,
    title: 'Bench',
    askName: 'off',
    askEmail: 'off',
    practice: false,
    questions: [question],
  } as const;
  return publishForm(deps, (await createForm(deps, owner, { ...content, questions: [question] })).id);
}

async function untilWatchable(product: Product, cookie: string, recording: Recording): Promise<number> {
  const { form, question, pieces, length } = recording;
  const respondent = await Respondent.started(product.origin, form);
  const take = (await respondent.startTake(question.id)).body as TakeStarted;
  const last = await sendAllButLast(product, take.ticket, pieces);
  return seconds(async () => {
    await last();
    await accepted(
      respondent.postJson(`/takes/${take.takeId}/confirmation`, { seconds: length, pieces: pieces.map(declared) }),
    );
    await accepted(respondent.postJson(`/takes/${take.takeId}/choice`));
    await accepted(respondent.post('/submission', { consent: 'yes' }));
    await expectWatchable(product, cookie, take.clipId);
  });
}

async function accepted(sent: ReturnType<Respondent['post']>): Promise<void> {
  const { status, text } = await sent;
  if (status >= 400) throw new Error(`The respondent was answered ${status}: ${text.slice(0, 300)}`);
}

async function expectWatchable({ origin }: Product, cookie: string, clipId: string): Promise<void> {
  const headers = { Cookie: cookie, Range: 'bytes=0-65535' };
  const answer = await fetch(`${origin}/clips/${clipId}/play`, { headers });
  const { byteLength } = await answer.arrayBuffer();
  if (answer.status !== 206 || byteLength !== 65_536)
    throw new Error(`It plays as ${answer.status}, ${byteLength} bytes`);
}

import type { Member } from '../accounts/member.ts';
import { getProfile } from '../accounts/profile.ts';
import { adoptMessage } from '../messages/adoption.ts';
import type { Message } from '../messages/message.ts';
import { changeExpectation, sendTo } from '../messages/recipient.ts';
import type { Deps } from '../platform/deps.ts';
import { film, voice, type Speech } from './films.ts';
import type { PastClock } from './past-clock.ts';
import type { Looks } from './portraits.ts';

interface DemoMessage {
  title: string;
  /** Of the team: the owner is 0. */
  by: number;
  to: number[];
  says: Speech;
  /** Nobody is seen without. */
  looks?: Looks;
  daysAgo: number;
  /** `hours` from now. */
  expects?: { expectation: 'fyi' | 'reply-by' | 'not-before'; hours?: number };
}

const ruth: Looks = { skin: 'fair', hair: 'bun', hairColour: '#6b4a2f', top: '#40634b', room: 'shelf' };
const dev: Looks = { skin: 'deep', hair: 'short', hairColour: '#1d1410', top: '#5d7fa0', room: 'lamp', beard: true };

const messages: DemoMessage[] = [
  { title: 'Last month in numbers', by: 2, to: [0, 1], says: 'figures', looks: dev, daysAgo: 4 },
  { title: 'A quiet week', by: 1, to: [0], says: 'leisure', daysAgo: 3, expects: { expectation: 'fyi' } },
  {
    title: 'Who goes to Leeds on Tuesday',
    by: 1,
    to: [0, 2],
    says: 'errand',
    looks: ruth,
    daysAgo: 1,
    expects: { expectation: 'reply-by', hours: 30 },
  },
  {
    title: 'An idea for the spring',
    by: 2,
    to: [0],
    says: 'country',
    looks: dev,
    daysAgo: 0.2,
    expects: { expectation: 'not-before', hours: 80 },
  },
];

/** What the team has sent each other. `team`: the owner first. */
export async function sendMessages(deps: Deps, then: PastClock, team: Member[]): Promise<void> {
  for (const given of messages) {
    then.set(given.daysAgo);
    const message = await record(deps, team[given.by]!, given);
    await sendTo(
      deps,
      message,
      given.to.flatMap((index) => team[index]?.id ?? []),
    );
  }
}

async function record(deps: Deps, author: Member, { title, says, looks, expects }: DemoMessage): Promise<Message> {
  const path = looks ? await film(deps, looks, says) : await voice(deps, says);
  const mimetype = looks ? 'video/webm' : 'audio/webm';
  const file = { path, originalname: `${title}.webm`, mimetype };
  const message = await adoptMessage(deps, await getProfile(deps.db, author.id), file);
  if (!expects) return message;
  const { expectation, hours } = expects;
  const expectedAt = hours === undefined ? null : new Date(Date.now() + hours * 3_600_000).toISOString();
  await changeExpectation(deps, message, { expectation, expectedAt });
  return { ...message, expectation, expectedAt };
}

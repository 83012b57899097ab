import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import type { Letter } from './letter.ts';

/** One kind of mail. Its words are written when it is sent: the table holds ids, never a link that opens something. */
export interface MailKind<Ids extends Record<string, string>> {
  name: string;
  /** Undefined where nobody needs the mail any more. */
  write(deps: Deps, ids: Ids): Promise<Letter | undefined>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a list holds kinds with different ids
export type AnyMailKind = MailKind<any>;

/** Every kind there is, so that a mail that waits over a restart finds its words. */
export const mailKinds = new Hook<[], AnyMailKind[]>('mailKinds');

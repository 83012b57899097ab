import { findMailSource } from '../../notifications/mail-server.ts';
import type { Deps } from '../../platform/deps.ts';
import { count } from '../../platform/http/words.ts';
import { countTroubledMails } from '../overview.store.ts';
import type { Check } from './check.ts';

export async function checkMail(deps: Deps): Promise<Check> {
  const part = 'Mail';
  const source = await findMailSource(deps);
  if (!source) {
    const link = { path: '/admin/mail', words: 'Set up mail' };
    return { part, tone: 'off', words: 'Off. Whatever would be mailed can be copied as a link', link };
  }
  const link = { path: '/admin/mail', words: 'Mail' };
  const troubled = await countTroubledMails(deps.db);
  if (troubled === 0) return { part, tone: 'success', words: `Goes through ${source.server.host}`, link };
  const words = `${count(troubled, 'mail')} could not be sent, or may not have arrived.`;
  return { part, tone: 'warning', words, todo: 'Look at what the server said, then try again.', link };
}

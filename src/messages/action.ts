import type { Message } from './message.ts';

/** The button that a message may have: shown under the film and at its end. */
export interface Action {
  label: string;
  url: string;
  /** Where it leads, so that nobody has to guess. */
  host: string;
}

/** Undefined without words or an address; only what is a page of the web is led to, however it came to be stored. */
export function actionOf({ actionLabel, actionUrl }: Pick<Message, 'actionLabel' | 'actionUrl'>): Action | undefined {
  if (!actionLabel || !actionUrl || !URL.canParse(actionUrl)) return undefined;
  const { protocol, host, href } = new URL(actionUrl);
  return protocol === 'https:' || protocol === 'http:' ? { label: actionLabel, url: href, host } : undefined;
}

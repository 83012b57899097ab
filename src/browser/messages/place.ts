import type { MessageStarted, RecorderOnPage } from '../wire.ts';
import { post, type Sender } from '../answering/requests.ts';
import { rememberUnsent } from '../answering/unsent.ts';
import { holdTake } from '../recorder/holding.ts';
import { LiveTake } from '../recorder/live-take.ts';
import { openSpool } from '../recorder/spool.ts';
import { memberReplyTakes, messageTakes, replyTakes, type TakeRoutes } from '../recorder/take-routes.ts';
import type { RecordingKind } from './sources.ts';

/** Where a recording belongs: the messages of a member, or the replies below a share link. */
export interface Place extends Sender {
  routes: TakeRoutes;
  /** What is posted to when recording begins; below `base`. */
  begin: string;
  /** What else is said then, such as the moment that it is about. */
  saying: () => object;
}

export function messagePlace({ whose, base, token, inReplyTo }: RecorderOnPage): Place {
  return {
    responseId: whose,
    base,
    token,
    routes: messageTakes,
    begin: '',
    saying: () => (inReplyTo ? { inReplyTo } : {}),
  };
}

interface Replied {
  /** Of the page that is replied to, as in `/s/<token>`. */
  base: string;
  /** Of its visit, or of a member's session. */
  token: string;
  asMember: boolean;
  saying: () => object;
}

export function replyPlace({ base, token, asMember, saying }: Replied): Place {
  const routes = asMember ? memberReplyTakes : replyTakes;
  return { responseId: replySpool(base), base, token, routes, begin: 'replies', saying };
}

/** Whose recordings they are, in the spool. */
export function replySpool(base: string): string {
  return `reply ${base}`;
}

/** What the server makes of "Start recording". */
export interface Begun {
  take: LiveTake;
  /** Empty for a reply, which is found where it was asked for. */
  link: string;
  /** Of one part. */
  maxBytes: number;
}

/** @throws Refused; TypeError when the server cannot be reached */
export async function beginRecording(place: Place, kind: RecordingKind, mime: string): Promise<Begun> {
  const { takeId, ticket, maxBytes, link } = await startOnServer(place, { kind, mime });
  const spooledKind = kind === 'voice' ? 'voice' : 'video';
  const fields = { takeId, responseId: place.responseId, questionId: '', kind: spooledKind, mime, ticket } as const;
  return { take: new LiveTake(place, await openSpool(), fields), link: link ?? '', maxBytes };
}

/** `link` is missing for a reply. */
type Started = Omit<MessageStarted, 'link'> & { link?: string };

export async function startOnServer(
  place: Place,
  given: { kind: RecordingKind | 'file'; mime: string; name?: string },
): Promise<Started> {
  const started = await post<Started>(place, place.begin, { ...given, ...place.saying() });
  rememberUnsent(place.responseId);
  holdTake(started.takeId);
  return started;
}

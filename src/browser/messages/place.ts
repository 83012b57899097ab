import type { MessageStarted, RecorderOnPage } from '../wire.ts';
import { post, type Sender } from '../answering/requests.ts';
import { rememberUnsent } from '../answering/unsent.ts';
import { LiveTake } from '../recorder/live-take.ts';
import { openSpool } from '../recorder/spool.ts';
import { messageTakes, replyTakes, type TakeRoutes } from '../recorder/take-routes.ts';
import type { RecordingKind } from './sources.ts';

/** Where a recording belongs: the messages of a member, or the replies below a share link. */
export interface Place extends Sender {
  routes: TakeRoutes;
  /** What is posted to when recording begins; below `base`. */
  begin: string;
  /** The message that it replies to. */
  inReplyTo: string | null;
}

export function messagePlace({ whose, base, token, inReplyTo }: RecorderOnPage): Place {
  return { responseId: whose, base, token, routes: messageTakes, begin: '', inReplyTo };
}

/** @param base of the page that is replied to, as in `/s/<token>`; its visit's token */
export function replyPlace({ base, token }: { base: string; token: string }): Place {
  return { responseId: `reply ${base}`, base, token, routes: replyTakes, begin: 'replies', inReplyTo: null };
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
  const started = await post<Started>(place, place.begin, {
    ...given,
    ...(place.inReplyTo && { inReplyTo: place.inReplyTo }),
  });
  rememberUnsent(place.responseId);
  return started;
}

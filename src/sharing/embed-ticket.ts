import type { Deps } from '../platform/deps.ts';
import { Forbidden } from '../platform/http/errors.ts';
import type { ShareLink } from './link.ts';

const heldSeconds = 12 * 3600;

/** Stands in the addresses of a frame's film, for frames have no cookies. For that link, as it lets people in now. */
export function issueTicket({ signer, clock }: Deps, { id, gate }: ShareLink): string {
  const until = (Math.floor(clock.now().getTime() / 1000) + heldSeconds).toString(36);
  return `${until}.${signer.sign('embed', id, gate, until)}`;
}

/** @throws Forbidden for one that is over, forged, or from before the link's gate was changed */
export function checkTicket({ signer, clock }: Deps, { id, gate }: ShareLink, ticket: string): void {
  const [until = '', signature = ''] = ticket.split('.');
  const isNow = Number.parseInt(until, 36) * 1000 > clock.now().getTime();
  if (!isNow || !signer.verify(signature, 'embed', id, gate, until))
    throw new Forbidden('This page has been open for too long. Reload it.');
}

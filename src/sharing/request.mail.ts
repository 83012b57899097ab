import { companyName } from '../accounts/workspace.ts';
import type { MailKind } from '../notifications/mail-kind.ts';
import { pathFor } from './request.ts';
import { findRequest } from './request.store.ts';
import { findLink } from './store.ts';

/** The link, for somebody who asked for access and was let in. Without the title: the address may not be theirs. */
export const letInMail: MailKind<{ requestId: string; linkId: string }> = {
  name: 'sharing.let-in',
  async write(deps, { requestId }) {
    const request = await findRequest(deps.db, requestId);
    const link = request?.grantedLinkId ? await findLink(deps.db, request.grantedLinkId) : undefined;
    if (!request || !link || link.revokedAt) return undefined;
    const company = await companyName(deps.db);
    return {
      heading: 'You can watch it now',
      paragraphs: [
        `You asked ${company} for access to something that was shared. This link opens it; keep it to yourself.`,
      ],
      action: { label: 'Open it', path: await pathFor(deps, link) },
      why: `This was sent to ${request.email} because somebody asked for access with this address.`,
    };
  },
};

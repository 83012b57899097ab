import type { Deps } from '../platform/deps.ts';
import { sameText, type Signer } from '../platform/signing.ts';
import { createWorkspace } from './member.ts';
import { findWorkspace } from './store.ts';

/** Opens the setup page, so that a stranger cannot claim a fresh server. Of no use once a workspace exists. */
export function setupCode(signer: Signer): string {
  return signer.sign('setup').replace(/[-_]/g, '').slice(0, 20);
}

export function isSetupCode(signer: Signer, code: unknown): boolean {
  return typeof code === 'string' && sameText(code.trim(), setupCode(signer));
}

export async function needsSetup({ db }: Deps): Promise<boolean> {
  return !(await findWorkspace(db));
}

/** With OWNER_EMAIL and OWNER_PASSWORD the workspace is there from the first start. */
export async function createConfiguredOwner(deps: Deps): Promise<void> {
  const { ownerEmail, ownerPassword } = deps.config;
  if (!ownerEmail || !ownerPassword || !(await needsSetup(deps))) return;
  const name = ownerEmail.slice(0, ownerEmail.indexOf('@'));
  await createWorkspace(deps, 'Reelay', { name, email: ownerEmail, password: ownerPassword });
}

import type { Db } from '../platform/database.ts';
import { findWorkspace } from './store.ts';

/** As respondents read it; the product's own name until the workspace has been set up. */
export async function companyName(db: Db): Promise<string> {
  return (await findWorkspace(db))?.company ?? 'Reelay';
}

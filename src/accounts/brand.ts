import type { RequestHandler } from 'express';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { pngWithin } from '../platform/images.ts';
import { audit } from './audit.ts';
import * as store from './brand.store.ts';
import { readSettings } from './settings.ts';
import { companyName } from './workspace.ts';

/** What the company's pages wear in place of the product's own. */
export interface Brand {
  logo: { path: string; width: number; height: number } | undefined;
  /** A path that changes with what it holds. */
  styles: string | undefined;
}

export async function readBrand(db: Db): Promise<Brand> {
  const { accentColour } = await readSettings(db);
  const logo = await store.findLogo(db);
  return {
    logo: logo && { path: `/brand/logo/${logo.version}`, width: logo.width, height: logo.height },
    styles: accentColour ? `/brand.css?v=${accentColour.slice(1)}` : undefined,
  };
}

/** Gives every page `brand`. */
export function branding({ db }: Deps): RequestHandler {
  return async (_req, res, next) => {
    res.locals.brand = await readBrand(db);
    next();
  };
}

/** Pixels: three times as large as it is shown, for fine screens. */
const largest = { width: 384, height: 96 };

/** @throws Unreadable for what is no picture, and for an SVG */
export async function setLogo(deps: Deps, actorId: string, picture: Buffer): Promise<void> {
  const logo = await pngWithin(picture, largest.width, largest.height);
  await inTransaction(deps.db, async (trx) => {
    await store.replaceLogo(trx, logo);
    await audit({ ...deps, db: trx }, actorId, 'settings.changed', null, { name: 'logo' });
  });
}

export async function removeLogo(deps: Deps, actorId: string): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const removed = await store.deleteLogo(trx);
    if (removed) await audit({ ...deps, db: trx }, actorId, 'settings.changed', null, { name: 'logo' });
  });
}

/** As respondents read it from now on. */
export async function renameCompany(deps: Deps, actorId: string, company: string): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    if ((await companyName(trx)) === company) return;
    await store.updateCompany(trx, company);
    await audit({ ...deps, db: trx }, actorId, 'settings.changed', null, { name: 'company' });
  });
}

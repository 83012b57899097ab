import { Router, type Request, type Response } from 'express';
import { tonesOf } from '../accounts/accent.ts';
import { removeLogo, renameCompany, setLogo } from '../accounts/brand.ts';
import { roles } from '../accounts/member.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import { changeSetting, readSettings } from '../accounts/settings.ts';
import { Unreadable } from '../platform/bad-media.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { postedFile } from '../platform/http/small-file.ts';
import {
  AccentInput,
  CompanyInput,
  NewFormsInput,
  ProviderInput,
  SharingInput,
  TwoFactorInput,
} from './settings.input.ts';

/** The product's own, to begin with. */
const ownAccent = '#015c68';

/** What the company looks like to respondents, and how its people sign in. */
export function settingsRoutes(deps: Deps): Router {
  const router = Router();
  const page = '/admin/settings';
  router.use('/admin', adminsOnly);

  const show = async (res: Response, values: Record<string, unknown> = {}, errors = {}) => {
    const settings = await readSettings(deps.db);
    const accent = typeof values.accent === 'string' ? values.accent : (settings.accentColour ?? ownAccent);
    res.page('admin/settings', {
      title: 'Settings',
      provider: deps.config.provider,
      settings,
      roles,
      values,
      errors,
      ...accentLocals(accent),
    });
  };

  /** Does it and shows the page anew, or says beside the field what is wrong. */
  const change = (work: (req: Request, actorId: string) => Promise<void>) => async (req: Request, res: Response) => {
    try {
      await work(req, viewer(req).id);
      res.redirect(303, page);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      await show(res, req.body as Record<string, unknown>, error.fields);
    }
  };

  router.get(page, (_req, res) => show(res));

  router.put(
    `${page}/company`,
    change((req, actorId) => renameCompany(deps, actorId, parseInput(CompanyInput, req.body).company)),
  );

  router.post(
    `${page}/logo`,
    change(async (req, actorId) => setLogo(deps, actorId, postedFile(req, 'logo')).catch(beside('logo'))),
  );

  router.delete(
    `${page}/logo`,
    change((_req, actorId) => removeLogo(deps, actorId)),
  );

  /** The answer while a colour is being chosen. */
  router.get(`${page}/accent`, (req, res) => {
    const { accent } = req.query;
    const locals = accentLocals(typeof accent === 'string' ? accent : '');
    res.status(locals.tones ? 200 : 422).render('admin/_accent', locals);
  });

  router.put(
    `${page}/accent`,
    change((req, actorId) => changeSetting(deps, actorId, 'accentColour', parseInput(AccentInput, req.body).accent)),
  );

  router.delete(
    `${page}/accent`,
    change((_req, actorId) => changeSetting(deps, actorId, 'accentColour', null)),
  );

  router.put(
    `${page}/two-factor`,
    change((req, actorId) =>
      changeSetting(deps, actorId, 'twoFactorRoles', parseInput(TwoFactorInput, req.body).roles),
    ),
  );

  /** Forms that are there already keep to what was decided for them. */
  router.put(
    `${page}/retention`,
    change((req, actorId) => changeSetting(deps, actorId, 'newForms', parseInput(NewFormsInput, req.body))),
  );

  /** Links that are there already go on to open; a new one, or a change, asks for the right. */
  router.put(
    `${page}/sharing`,
    change((req, actorId) => changeSetting(deps, actorId, 'sharedBy', parseInput(SharingInput, req.body).sharedBy)),
  );

  router.put(
    `${page}/provider`,
    change(async (req, actorId) => {
      const { domains, creates } = parseInput(ProviderInput, req.body);
      await inTransaction(deps.db, async (db) => {
        await changeSetting({ ...deps, db }, actorId, 'providerDomains', domains);
        await changeSetting({ ...deps, db }, actorId, 'providerCreatesMembers', creates);
      });
    }),
  );

  return router;
}

/** The colour as it was typed, and how it would be used; no tones for what is no colour. */
function accentLocals(typed: string) {
  const { success, data, error } = AccentInput.safeParse({ accent: typed });
  const accent = data?.accent ?? typed;
  return { accent, tones: success ? tonesOf(accent) : undefined, accentError: error?.issues[0]?.message };
}

function beside(field: string) {
  return (error: unknown): never => {
    if (error instanceof Unreadable) throw new Invalid({ [field]: error.message });
    throw error;
  };
}

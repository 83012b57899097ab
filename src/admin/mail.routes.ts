import { Router, type Request, type Response } from 'express';
import { readSettings } from '../accounts/settings.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import { countMails, listMails, retryMail, type Mail } from '../notifications/mail.ts';
import { findMailSource, linkBase } from '../notifications/mail-server.ts';
import { sendTest, setUpMail, turnMailOff } from '../notifications/mail-setup.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { baseUrl } from '../platform/http/page.ts';
import { MailListInput, MailServerInput } from './mail.input.ts';
import { listPrivateBatches } from './messages.store.ts';

const perPage = 50;

/** Through what mail goes, a test of it, and what became of every mail. */
export function mailRoutes(deps: Deps): Router {
  const router = Router();
  const { db, config } = deps;
  router.use('/admin', adminsOnly);

  const show = async (req: Request, res: Response, more: object = {}) => {
    const { state, before } = parseInput(MailListInput, req.query);
    const mails = await listMails(db, { state, before }, perPage + 1);
    const { mail: setting } = await readSettings(db);
    res.page('admin/mail', {
      title: 'Mail',
      source: await findMailSource(deps),
      setting,
      fromEnvironment: config.mailFrom,
      asksForBase: !config.baseUrl,
      base: baseUrl(config, req),
      linksBegin: await linkBase(deps),
      state,
      counts: await countMails(db),
      mails: await withoutPrivateTitles(db, mails.slice(0, perPage)),
      next: mails.length > perPage ? mails[perPage - 1]?.id : undefined,
      now: deps.clock.now(),
      values: undefined,
      errors: {},
      tested: undefined,
      ...more,
    });
  };

  router.get('/admin/mail', (req, res) => show(req, res));

  router.put('/admin/mail/server', async (req, res) => {
    try {
      await setUpMail(deps, viewer(req), parseInput(MailServerInput, req.body));
      res.redirect(303, '/admin/mail');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      const { password: _, ...values } = req.body as Record<string, string>;
      await show(req, res, { values, errors: error.fields });
    }
  });

  router.delete('/admin/mail/server', async (req, res) => {
    await turnMailOff(deps, viewer(req));
    res.redirect(303, '/admin/mail');
  });

  router.post('/admin/mail/tests', async (req, res) => {
    const tested = await sendTest(deps, viewer(req), baseUrl(config, req));
    if (!tested.isSent) res.status(422);
    await show(req, res, { tested });
  });

  router.post('/admin/mail/:id/tries', async (req, res) => {
    await retryMail(db, req.params.id);
    res.redirect(303, '/admin/mail');
  });

  return router;
}

/** A private message is nobody's but those it is for: admins see that a mail went, and to whom. */
async function withoutPrivateTitles(db: Db, mails: Mail[]): Promise<Mail[]> {
  const batchOf = ({ ids }: Mail) => ids.batch ?? '';
  const hidden = await listPrivateBatches(db, mails.map(batchOf).filter(Boolean));
  return mails.map((mail) => (hidden.has(batchOf(mail)) ? { ...mail, subject: 'About a private message' } : mail));
}

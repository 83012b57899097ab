import { expect } from 'chai';
import type { Response } from 'supertest';
import { createForm } from '../src/forms/form.ts';
import { giveForm, hideFromReviewers } from '../src/forms/reviewers.ts';
import { createApp } from '../src/app.ts';
import { Crawler } from './support/crawler.ts';
import * as make from './support/make.ts';
import { submission } from './support/submission.ts';
import { makeMember } from './support/visitor.ts';
import { makeWorld } from './support/world.ts';

/** A form with more responses than one page holds, a draft, a reviewer who has the form, and somebody who answers it. */
async function everything(scheme: 'http' | 'https') {
  const world = await makeWorld({ BASE_URL: `${scheme}://reelay.example`, TRUST_PROXY: '1' });
  const app = createApp(world);
  const owner = await makeMember(world, { role: 'owner' });
  const reviewer = await makeMember(world, { role: 'reviewer' });
  const form = await make.form(world, {
    practice: true,
    questions: [make.question({ text: 'Why?' }), make.textQuestion()],
  });
  await createForm(world, owner, form.draft);
  await giveForm(world, owner, form.id, reviewer.id);
  await hideFromReviewers(world, owner, form.id, 'both');
  for (let i = 0; i < 27; i++) await submission(world, form, `Person ${i}`);
  return { world, app, owner, reviewer, form, browser: () => new Crawler(app, scheme) };
}

for (const scheme of ['http', 'https'] as const) {
  describe(`every page, over ${scheme}`, () => {
    let all: Awaited<ReturnType<typeof everything>>;

    before(async () => {
      all = await everything(scheme);
    });

    it('that an owner can reach by links is there, and safe', async () => {
      const browser = all.browser();
      await browser.signIn(all.owner.email);
      const found = await browser.crawl('/');
      expectSafe(found, scheme);
      expectSafeCookies(browser.told, scheme);
      for (const path of [`/forms/${all.form.id}/edit`, '/admin/people', '/admin/storage', '/forms/new']) {
        expect([...found.keys()]).to.include(path);
      }
    });

    it('that is offered to a reviewer is open to them, and says nothing that is hidden', async () => {
      const browser = all.browser();
      await browser.signIn(all.reviewer.email);
      const found = await browser.crawl('/');
      expectSafe(found, scheme);
      expect([...found.keys()].filter((path) => path.startsWith('/responses/'))).to.have.length.above(25);
      const told = [...found].filter(([, { text }]) => /Person \d|osei\.example/.test(text ?? ''));
      expect(told.map(([path]) => path)).to.deep.equal([]);
    });

    it('that a respondent meets is there, and safe', async () => {
      const browser = all.browser();
      const base = `/f/${all.form.slug}`;
      expectSafe(await browser.crawl(base), scheme);
      await browser.post(`${base}/responses`);
      expectSafe(await browser.crawl(`${base}/1`, `${base}/2`, `${base}/finish`), scheme);
      await browser.get(`${base}/1`);
      for (const number of [1, 2]) await browser.post(`${base}/${number}`, { text: 'Because.' });
      await browser.get(`${base}/finish`);
      await browser.post(`${base}/submission`, { name: 'Amara Osei', email: 'a@osei.example', consent: 'yes' });
      const found = await browser.crawl(`${base}/thanks`);
      expectSafe(found, scheme);
      expectSafeCookies(browser.told, scheme);
      expect([...found.keys()].some((path) => path.includes('/withdrawal/'))).to.equal(true);
    });

    it('that tells of an error is safe too', async () => {
      const found = new Map([['/nowhere', await all.browser().get('/nowhere')]]);
      for (const [path, page] of found) expectHeaders(path, page, scheme);
    });
  });
}

function expectSafe(found: Map<string, Response>, scheme: string): void {
  for (const [path, page] of found) {
    // The browser's code is there once it has been built.
    if (path.startsWith('/build/')) continue;
    expect(page.status, path).to.be.below(400);
    if (page.headers['content-type']?.startsWith('text/html')) expectPage(path, page, scheme);
  }
}

function expectPage(path: string, page: Response, scheme: string): void {
  expectHeaders(path, page, scheme);
  expect(page.headers['cache-control'], path).to.equal('no-store');
  expect(page.text, path).not.to.match(/<style|<[^>]+\s(style|on[a-z]+)="|<script(?![^>]*\ssrc=)|javascript:|hx-on/i);
}

function expectHeaders(path: string, { headers }: Response, scheme: string): void {
  const policy = headers['content-security-policy'] ?? '';
  for (const directive of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"]) {
    expect(policy.split(';'), path).to.include(directive);
  }
  expect(policy, path)
    .to.include("form-action 'self'")
    .and.include("frame-ancestors 'none'")
    .and.not.include('unsafe-');
  expect(headers, path).to.include({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-robots-tag': 'noindex',
  });
  expect(headers['permissions-policy'], path).to.include('camera=(self)').and.include('geolocation=()');
  expect(headers, path).not.to.have.property('x-powered-by');
  expect('strict-transport-security' in headers, path).to.equal(scheme === 'https');
  expect(policy.includes('upgrade-insecure-requests'), path).to.equal(scheme === 'https');
}

/** Path=/ over HTTPS has a name that no other host or plain connection can set (RFC 6265bis, section 4.1.3). */
function expectSafeCookies(lines: string[], scheme: string): void {
  expect(lines).to.not.be.empty;
  for (const line of lines) {
    expect(line)
      .to.include('HttpOnly')
      .and.match(/SameSite=(Lax|Strict)/)
      .and.not.include('Domain=');
    if (scheme === 'https') expect(line).to.include('Secure');
    if (/Path=\/(;|$)/.test(line)) expect(line.startsWith('__Host-')).to.equal(scheme === 'https');
  }
}

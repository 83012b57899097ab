import { after, afterEach, beforeEach } from 'mocha';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { password } from './visitor.ts';

/** A phone, held upright. */
export const phone = { width: 390, height: 844 };

export const desktop = { width: 1280, height: 900 };

/** A real browser whose camera is a test picture and whose microphone is a WAV file, played once; closed at the end. */
export async function openBrowser(voice?: string): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream=fps=10',
      '--auto-select-desktop-capture-source=Entire screen',
      ...(voice ? [`--use-file-for-fake-audio-capture=${voice}%noloop`] : []),
    ],
  });
  after(() => browser.close());
  return browser;
}

/** Contexts that the test at hand has opened: a camera that stays on disturbs those that come after. */
let opened: BrowserContext[] = [];

beforeEach(() => {
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((context) => context.close()));
});

export interface OpenedPage {
  page: Page;
  context: BrowserContext;
  complaints: string[];
}

/** A page of somebody's own, with its own cookies, closed after the test; `complaints` holds what the console objected to. */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = { viewport: phone },
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  opened.push(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, complaints };
}

/** A page of a member who has just signed in there, at `path`; as wide as a desk has room for where nothing else is said. */
export async function openSignedIn(
  browser: Browser,
  origin: string,
  { email }: Pick<Member, 'email'>,
  { path = '/forms', ...options }: Parameters<Browser['newContext']>[0] & { path?: string } = {},
): Promise<OpenedPage> {
  const opened = await openPage(browser, { viewport: desktop, ...options });
  await opened.page.goto(`${origin}/sign-in?next=${encodeURIComponent(path)}`);
  await opened.page.getByLabel('Email').fill(email);
  await opened.page.getByLabel('Password').fill(password);
  await opened.page.getByRole('button', { name: 'Sign in' }).click();
  await opened.page.waitForURL(`${origin}${path}`);
  return opened;
}

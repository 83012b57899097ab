import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../../src/app.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { closeDeps } from '../../src/platform/deps.ts';
import { answerWithRecordedFile } from '../../src/responses/file-answer.ts';
import { startResponse } from '../../src/responses/response.ts';
import { findRun } from '../../src/responses/run.ts';
import { submitResponse } from '../../src/responses/submission.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { speechFixtures } from '../support/speech.ts';
import * as make from '../support/make.ts';
import { press } from '../support/recording.ts';
import { ServerProcess } from '../support/server-process.ts';
import { MailBox } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };

describe('an owner who runs it for the first time', function () {
  this.timeout(240_000);
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });

  it('invites, sets up mail, asks for two-factor, retries a job, backs up, loses everything and has it back', async () => {
    const storage = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-run-'));
    const backups = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-away-'));
    const formId = await begin(storage);
    const server = await ServerProcess.start(storage, { environment: { BACKUP_DIR: backups } });
    const { page } = await openPage(browser, desktop);
    const open = (where: string) => page.goto(`${server.origin}${where}`);

    await signIn(page, server.origin, owner.email);
    const colleague = (await openPage(browser, desktop)).page;
    await join(page, colleague, server.origin);
    const box = await turnMailOn(page, server.origin);
    await askForTwoFactor(page, colleague, server.origin);

    await retryJob(page, box, server.origin);

    await open('/admin/backups');
    await press(page, 'Back up now');
    await page.getByText('Verified', { exact: true }).last().waitFor();
    const [backup] = fs.readdirSync(backups).filter((name) => /^\d/.test(name));
    await server.kill();
    fs.rmSync(storage, { recursive: true });
    const told = await restore(path.join(backups, backup!), storage);
    expect(told).to.include('1 response');

    await server.restart();
    // Even who was signed in still is.
    await open(`/forms/${formId}/responses`);
    await page.getByText('Amara Osei').click();
    const heard = page.locator('audio, video').first();
    const seconds = await heard.evaluate(
      (media: { duration: number; addEventListener(name: string, heard: () => void): void }) =>
        media.duration ||
        new Promise((resolve) => media.addEventListener('loadedmetadata', () => resolve(media.duration))),
    );
    expect(seconds).to.be.closeTo(11, 0.5);
  });
});

const owner = { name: 'Olive Finch', email: 'olive@marlow.example' };
const dev = { name: 'Dev Patel', email: 'dev@marlow.example' };

/** A workspace with a response by voice that nobody has looked at yet; gives the form's id. */
async function begin(storage: string): Promise<string> {
  const world = await makeWorld({ STORAGE_DIR: storage, SPEECH_MODEL_DIR: path.join(storage, 'models') });
  createApp(world);
  await makeMember(world);
  const question = make.question({ text: 'What do you ask of us?', kinds: ['voice'] });
  const form = await make.form(world, { questions: [question] });
  const { id } = await startResponse(world, form);
  const run = async () => (await findRun(world, form.slug, id))!;
  const file = world.storage.temporary('.webm');
  fs.copyFileSync(path.join(speechFixtures, 'jfk.webm'), file);
  await answerWithRecordedFile(world, await run(), question, {
    path: file,
    originalname: 'answer.webm',
    mimetype: 'audio/webm',
  });
  await submitResponse(world, await run(), { name: 'Amara Osei', email: null });
  await closeDeps(world);
  return form.id;
}

async function signIn(page: Page, origin: string, email: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await press(page, 'Sign in');
  await page.waitForURL('**/forms');
}

/** With mail off: the link is passed on by hand. */
async function join(page: Page, colleague: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/admin/people`);
  await page.getByLabel('Name', { exact: true }).fill(dev.name);
  await page.getByLabel('Email').fill(dev.email);
  await press(page, 'Invite people');
  const link = await page.getByLabel('Invitation link for Dev Patel').inputValue();
  await colleague.goto(link);
  await colleague.getByLabel('Password').fill(password);
  await press(colleague, 'Join');
  await colleague.waitForURL('**/forms');
}

async function turnMailOn(page: Page, origin: string): Promise<MailBox> {
  const box = await MailBox.open();
  await page.goto(`${origin}/admin/mail`);
  await page.getByLabel('Host').fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(box.port));
  await page.getByLabel('Encryption').selectOption('none');
  await page.getByLabel('From').fill('hr@marlow.example');
  await press(page, 'Turn mail on');
  await press(page, 'Send a test');
  await page.getByText(`The test is on its way to ${owner.email}.`).waitFor();
  expect(box.received.map(({ to }) => to)).to.deep.equal([[owner.email]]);
  return box;
}

async function askForTwoFactor(page: Page, colleague: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/admin/settings`);
  await page.getByLabel('Members', { exact: true }).check();
  await press(page, 'Save who must use it');
  await colleague.goto(`${origin}/forms`);
  await colleague.getByText('This workspace asks for it.').waitFor();
  await colleague.getByText('Cannot scan it?').click();
  const secret = (await colleague.locator('code').innerText()).replaceAll(' ', '');
  await colleague.getByLabel('Code').fill(new TOTP({ secret }).generate());
  await press(colleague, 'Switch on');
  await colleague.getByRole('link', { name: 'I have kept them' }).click();
  await colleague.waitForURL('**/forms');
}

/** A mail that its server refuses for good is a failed job, until "Try again". */
async function retryJob(page: Page, box: MailBox, origin: string): Promise<void> {
  box.manners = { recipient: '550 This mailbox is closed today' };
  await page.goto(`${origin}/admin/people`);
  await page.getByLabel('Name', { exact: true }).fill('Hanna Lind');
  await page.getByLabel('Email').fill('hanna@marlow.example');
  await press(page, 'Invite people');
  await page.getByRole('link', { name: 'Jobs' }).click();
  await page.getByRole('heading', { name: 'Sending a mail' }).waitFor();
  await page.getByText('This mailbox is closed today').first().waitFor();
  box.manners = {};
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Nothing has failed.').waitFor();
  await until(() => box.received.some(({ to }) => to[0] === 'hanna@marlow.example'), 20);
}

async function restore(folder: string, storage: string): Promise<string> {
  const environment = { ...process.env, STORAGE_DIR: storage, LOG_LEVEL: 'silent' };
  const program = ['--import', 'tsx', path.join(packageRoot, 'src/restore.ts'), folder];
  const { stdout } = await promisify(execFile)(process.execPath, program, { env: environment });
  return stdout;
}

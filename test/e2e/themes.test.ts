import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import * as films from '../media/films.ts';
import { answered, feedback60 } from '../support/answers.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import { recordedResponse } from '../support/recorded.ts';
import { running } from '../support/running.ts';
import { submission } from '../support/submission.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };

describe('the themes of a form', function () {
  this.timeout(180_000);
  let world: World;
  let form: Awaited<ReturnType<typeof answered>>;
  let origin: string;
  let browser: Browser;
  let email: string;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    const early = feedback60().filter(({ theme }, i) => ['delivery', 'app', 'pricing'].includes(theme) && i % 10 < 8);
    form = await answered(
      world,
      early.map(({ t }) => t),
    );
    await recordedResponse(world, form, [
      {
        film: films.phoneFilm(4),
        segments: [{ start: 1.5, end: 3.5, text: 'The courier left my parcel in the rain and it was soaked.' }],
      },
    ]);
    ({ email } = await makeMember(world));
    origin = await running(world);
    browser = await openBrowser();
  });

  it('are found, named, merged and pinned, and a quote plays where it was said', async () => {
    const { page, complaints } = await signedIn(desktop);
    await page.getByRole('button', { name: 'Find themes' }).click();
    await page.getByRole('heading', { name: 'Delivery' }).waitFor();
    await page.getByText('of 25 people').first().waitFor();
    await page.getByRole('link', { name: 'Delivery' }).click();
    await page.getByLabel('Theme name').fill('How it gets here');
    await page.getByRole('button', { name: 'Save theme' }).click();
    await page.getByRole('heading', { name: 'How it gets here' }).waitFor();

    const said = page.getByRole('listitem').filter({ hasText: 'left my parcel in the rain' });
    const film = said.locator('video');
    await said.getByRole('link', { name: 'Play from 0:01' }).press('Enter');
    await film.waitFor();
    await page.waitForFunction(
      (video) => (video as { currentTime: number }).currentTime > 1.2,
      await film.elementHandle(),
    );

    const misplaced = page.getByRole('list', { name: 'Quotes' }).getByRole('listitem').first();
    await misplaced.getByText('Pin or move').click();
    await misplaced.getByLabel('Belongs to').selectOption({ label: 'Software and app' });
    await misplaced.getByRole('button', { name: 'Move', exact: true }).click();
    await misplaced.getByRole('button', { name: 'Move it back' }).click();
    await misplaced.getByText('It is here again.').waitFor();
    expect(await film.count(), 'what was open beside it').to.equal(1);

    await page.getByLabel('Merge with').selectOption({ label: 'Software and app' });
    await page.getByRole('button', { name: 'Merge themes' }).click();
    await page.getByRole('link', { name: 'All themes' }).click();
    expect(await page.getByRole('heading', { name: 'Software and app' }).count()).to.equal(0);
    await page.getByRole('button', { name: 'Pin How it gets here', exact: true }).click();
    await page.getByRole('button', { name: 'Unpin How it gets here' }).waitFor();
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  it('stay as they were taught when more answers come, also on a phone', async () => {
    const late = feedback60().filter(({ theme }, i) => ['delivery', 'app'].includes(theme) && i % 10 >= 8);
    for (const { t } of late) await submission(world, form, 'Late Person', { kind: 'text', text: t });
    const { page, complaints } = await signedIn({ viewport: phone });
    await page.getByRole('button', { name: 'Read new answers' }).click();
    await page.getByLabel('Theme name').fill('Half a thought');
    await page.getByText(/The last run: \d new answers joined/).waitFor();
    expect(await page.getByLabel('Theme name').inputValue(), 'what somebody was writing meanwhile').to.equal(
      'Half a thought',
    );
    await page.getByRole('heading', { name: 'How it gets here' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(phone.width);
    await expectNoSeriousViolations(page);
    await page.getByRole('link', { name: 'How it gets here' }).click();
    await expectNoSeriousViolations(page);
    await page.goto(`${origin}/forms/${form.id}/themes/method`);
    await page.getByRole('heading', { name: 'What it is weak at' }).waitFor();
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  async function signedIn(
    options: Parameters<Browser['newContext']>[0],
  ): Promise<{ page: Page; complaints: string[] }> {
    const { page, complaints } = await openPage(browser, options);
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Forms' }).waitFor();
    await page.goto(`${origin}/forms/${form.id}/themes`);
    return { page, complaints };
  }
});

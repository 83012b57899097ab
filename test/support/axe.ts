import fs from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Colours on their way from one to another are nobody's colours. A text, for it runs in the page. */
const settle = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  for (const animation of document.getAnimations())
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
  await frame();
})()`;

/** What axe-core calls serious or critical, by rule and element. */
export async function expectNoSeriousViolations(page: Page): Promise<void> {
  await page.evaluate(settle);
  const { violations } = await page.evaluate<AxeResults>(
    `${axe}; axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa'] })`,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
  expect(found, page.url()).to.deep.equal([]);
}

/** Light, then dark; the page keeps the dark one. */
export async function expectNoSeriousViolationsInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoSeriousViolations(page);
  }
}

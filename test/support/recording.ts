import type { Locator, Page } from 'playwright-core';

export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

/** The time that is shown while a take is recorded, once it is at least this many seconds, up to 59. */
export function recordedAtLeast(page: Page, seconds: number): Locator {
  const later = Array.from({ length: 60 - seconds }, (_, i) => String(seconds + i).padStart(2, '0'));
  return page.getByRole('timer', { name: 'Recording time' }).getByText(new RegExp(`^0:(${later.join('|')})$`));
}

/** Starts, and waits until this many seconds are recorded. */
export async function startRecording(page: Page, seconds: number): Promise<void> {
  await press(page, 'Start recording');
  await recordedAtLeast(page, seconds).waitFor();
}

/** Records at least this many seconds; what was recorded is then on the stage. */
export async function record(page: Page, seconds: number): Promise<void> {
  await startRecording(page, seconds);
  await press(page, 'Stop recording');
  await page.getByRole('button', { name: 'Use this take' }).waitFor();
}

import type { Progress } from '../wire.ts';
import { showProgress } from './page.ts';
import type { Sender } from './requests.ts';
import { mayHaveUnsent } from './unsent.ts';

/** Goes on sending what earlier pages of this response recorded, but for a take that this page shows; the last page shows each answer as it becomes safe. */
export async function followUnsent(sender: Sender, shown?: string): Promise<void> {
  if (!mayHaveUnsent(sender.responseId)) return;
  const { sendUnsent } = await import('../recorder/resume.ts');
  const told = (progress: Progress) => {
    showProgress(progress);
    void refreshReceipts();
  };
  await sendUnsent(sender, told, shown);
}

/** Takes the list from the page as the server has it now, and leaves the form below as it is. */
async function refreshReceipts(): Promise<void> {
  const shown = document.getElementById('receipts');
  if (!shown) return;
  const html = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('receipts');
  if (fresh) shown.replaceWith(fresh);
}

import { stringify } from 'csv-stringify/sync';
import type { Member } from '../accounts/member.ts';
import { getProfile } from '../accounts/profile.ts';
import { startAnalysis } from '../analysis/run.ts';
import { getForm, type Form } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { importAnswers } from '../responses/import/import.ts';
import { planImport } from '../responses/import/plan.ts';
import { bookingFeedback } from './booking-feedback.ts';

const columns = ['name', 'email', 'date', 'score', 'answer'];

/** Brings in what customers wrote elsewhere, as a file that a member imports, and has its themes looked for. */
export async function importFeedback(deps: Deps, owner: Member, { id }: Form): Promise<void> {
  const form = await getForm(deps.db, id);
  const file = Buffer.from(
    stringify(
      bookingFeedback.map((row) => toLine(deps, row)),
      { header: true, columns },
    ),
  );
  const plan = await planImport(deps, form, await getProfile(deps.db, owner.id), file, {});
  await importAnswers(deps, owner, form, plan, 'booking-page.csv');
  await startAnalysis(deps.db, { analysisId: form.id, anew: false });
}

function toLine({ clock }: Deps, [daysAgo, score, name, words]: (typeof bookingFeedback)[number]) {
  const at = new Date(clock.now().getTime() - daysAgo * 86_400_000);
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@mail.example`;
  return [name, email, at.toISOString().slice(0, 10), score, words];
}

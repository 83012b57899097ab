import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { themesView, type ThemesView, type ThemeView } from '../overview.ts';

/** What is passed on is asked for by those who pass it on: names unless they say no, themes of one person only if they say yes. */
export const ReportInput = z.object({
  names: z
    .enum(['no'])
    .optional()
    .catch(undefined)
    .transform((names) => names === undefined),
  single: z
    .enum(['yes'])
    .optional()
    .catch(undefined)
    .transform((single) => single === 'yes'),
});

export type ReportAsked = z.output<typeof ReportInput>;

/** Themes as a report passes them on. */
export interface ReportedThemes extends ThemesView {
  shown: ThemeView[];
  /** How many are of one person only. */
  alone: number;
  asked: ReportAsked;
  /** The same report with the other choice. */
  links: { names: string; single: string };
}

/**
 * What nobody speaks of is left out, and by default what one person alone does: others could tell who.
 * @param query of the report's address, without those two choices
 */
export async function reportedThemes(
  deps: Deps,
  formId: string,
  asked: ReportAsked,
  query: string,
): Promise<ReportedThemes> {
  const view = await themesView(deps, formId);
  const spoken = view.themes.filter(({ count }) => count.people > 0);
  const alone = spoken.filter(({ count }) => count.people === 1).length;
  const shown = asked.single ? spoken : spoken.filter(({ count }) => count.people > 1);
  const link = (choice: Partial<ReportAsked>) =>
    `/forms/${formId}/report${withChoices(query, { ...asked, ...choice })}`;
  const links = { names: link({ names: !asked.names }), single: link({ single: !asked.single }) };
  return { ...view, shown, alone, asked, links };
}

function withChoices(query: string, { names, single }: ReportAsked): string {
  const wanted = new URLSearchParams(query);
  if (!names) wanted.set('names', 'no');
  if (single) wanted.set('single', 'yes');
  return wanted.size > 0 ? `?${wanted.toString()}` : '';
}

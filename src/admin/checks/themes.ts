import { embeddingStatus } from '../../analysis/engines/choose.ts';
import type { Config } from '../../platform/config.ts';
import type { Check } from './check.ts';

export function checkThemes(config: Config): Check {
  const link = { path: '/admin/models', words: 'Models' };
  const status = embeddingStatus(config);
  if (status.ready) return { part: 'Themes', tone: 'success', words: `${status.name} reads what answers mean` };
  return { part: 'Themes', tone: 'warning', words: 'They are not found.', todo: status.missing, link };
}

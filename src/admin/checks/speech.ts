import type { Config } from '../../platform/config.ts';
import { speechStatus } from '../../transcripts/transcript.ts';
import type { Check } from './check.ts';

export function checkSpeech(config: Config): Check {
  const status = speechStatus(config);
  if (status.ready)
    return { part: 'Speech', tone: 'success', words: `A model of the family ${status.engine} is in place` };
  return { part: 'Speech', tone: 'warning', words: 'Transcripts are not made.', todo: status.missing };
}

import { Invalid } from '../platform/http/errors.ts';
import type { Chapter } from './message.ts';

/** Rows of a form: `at` as "1:05" and `title`, each once or several times. Rows without both are left out. @throws Invalid */
export function parseChapters(body: unknown): Chapter[] {
  const { at, title } = (body ?? {}) as Record<string, unknown>;
  const titles = asList(title);
  return asList(at).flatMap((time, i) => {
    const named = (titles[i] ?? '').trim();
    if (time.trim() === '' && named === '') return [];
    if (named === '') throw new Invalid({ chapters: `Give the chapter at ${time.trim()} a title.` });
    if (named.length > 120) throw new Invalid({ chapters: 'Use at most 120 characters for a chapter.' });
    return [{ at: parseMoment(time), title: named }];
  });
}

/** "1:02:03", "1:02" or "62", in seconds. @throws Invalid */
export function parseMoment(text: string): number {
  const parts = text.trim().split(':');
  const isTime = parts.length <= 3 && parts.every((part) => /^\d{1,5}(\.\d{1,3})?$/.test(part));
  if (!isTime) throw new Invalid({ chapters: 'Write times as 1:05.', at: 'Write the time as 1:05.' });
  return parts.reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

function asList(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === 'string');
}

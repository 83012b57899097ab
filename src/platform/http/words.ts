import { DateTime } from 'luxon';

/** Seconds as "0:07" or "1:02:30". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** "1 answer", "3 answers". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${value.toLocaleString('en-GB')} ${value === 1 ? one : many}`;
}

/** Seconds in words, for a sentence: "90 seconds", "2 minutes", "1 minute 30 seconds". */
export function spoken(seconds: number): string {
  if (seconds < 120 && seconds % 60 !== 0) return count(seconds, 'second');
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return count(minutes, 'minute') + (rest > 0 ? ` ${count(rest, 'second')}` : '');
}

/** Bytes as people say them: "820 KB", "11 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** How long ago, roughly; a date once it is more than a week. */
export function ago(iso: string, now = new Date(), dayOf = day): string {
  const seconds = (now.getTime() - Date.parse(iso)) / 1000;
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${count(Math.floor(seconds / 60), 'minute')} ago`;
  if (seconds < 86_400) return `${count(Math.floor(seconds / 3600), 'hour')} ago`;
  if (seconds < 7 * 86_400) return seconds < 2 * 86_400 ? 'yesterday' : `${Math.floor(seconds / 86_400)} days ago`;
  return dayOf(iso);
}

/** `day`, `moment` and `ago` as somebody in that zone reads them; `language` as of BCP 47. */
export function datesFor(timeZone: string, language: string) {
  const dayThere = (iso: string, zone = timeZone) => day(iso, zone, language);
  return {
    day: dayThere,
    moment: (iso: string, zone = timeZone) => moment(iso, zone, language),
    ago: (iso: string) => ago(iso, new Date(), dayThere),
    dayAndTime: (iso: string, now = new Date(), zone = timeZone) => dayAndTime(iso, now, zone, language),
  };
}

/** "23 November 2026", in the given zone. */
export function day(iso: string, timeZone = 'UTC', language = 'en-GB'): string {
  return dateFormat(timeZone, language, { dateStyle: 'long' }).format(new Date(iso));
}

/** "23 November 2026 at 17:00", in the given zone. */
export function moment(iso: string, timeZone = 'UTC', language = 'en-GB'): string {
  return dateFormat(timeZone, language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso));
}

/** "Thursday 17:00" within the coming six days, else "23 November 2026 at 17:00". */
export function dayAndTime(iso: string, now = new Date(), timeZone = 'UTC', language = 'en-GB'): string {
  const ahead = DateTime.fromISO(iso, { zone: timeZone }).startOf('day').diff(startOfDay(now, timeZone), 'days').days;
  if (Date.parse(iso) < now.getTime() || Math.round(ahead) > 6) return moment(iso, timeZone, language);
  const style = { weekday: 'long', hour: '2-digit', minute: '2-digit' } as const;
  return dateFormat(timeZone, language, style).format(new Date(iso));
}

function startOfDay(moment: Date, timeZone: string): DateTime {
  return DateTime.fromJSDate(moment, { zone: timeZone }).startOf('day');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one was the largest single cost of a page; using it is nothing. */
function dateFormat(timeZone: string, language: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${style.timeStyle ?? ''} ${style.weekday ?? ''}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { ...style, timeZone });
  formats.set(key, format);
  return format;
}

/** "AO" for "Amara Osei". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 32))
    .join('')
    .toUpperCase();
}

/** "Owner" for "owner". */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

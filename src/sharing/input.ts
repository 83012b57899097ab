import { z } from 'zod';
import { DateTime } from 'luxon';
import { isOneAddress } from '../platform/mail-server.ts';
import { accesses } from './link.ts';
import { asAddress } from './person.ts';

const name = z.string().trim().min(1, 'Write your name.').max(120, 'Use at most 120 characters.');

/** What the gate asks for. */
export const NameInput = z.object({ name });
export const PasswordInput = z.object({
  password: z.string('Type the password.').min(1, 'Type the password.').max(500, 'That is not the password.'),
  name: z.string().trim().max(120, 'Use at most 120 characters.').optional(),
});

/** "Request access". */
export const RequestInput = z.object({
  name,
  email: z
    .string('Write your email address.')
    .trim()
    .toLowerCase()
    .max(254, 'This address is too long.')
    .pipe(z.email('Write one address, such as ruth@example.com.')),
  text: z.string().trim().max(1000, 'Use at most 1,000 characters.').default(''),
});

const address = z
  .string('Write your address.')
  .transform(asAddress)
  .refine(isOneAddress, 'Write one address, such as ruth@example.com.');

export const EmailInput = z.object({ email: address });
export const CodeInput = z.object({
  email: address,
  code: z.string('Type the code.').transform((typed) => typed.replace(/\s/g, '')),
});

const flag = z.union([z.literal('on').transform(() => true), z.boolean()]).default(false);
const origin = /^https?:\/\/[a-z0-9.-]+(:\d+)?$/i;

const mostPeople = 200;

/** A link's choices, as its form posts them; its end as a local time in that zone. */
export const linkInput = (timeZone: string) =>
  z
    .object({
      name: z.string().trim().min(1, 'Give the link a name.').max(80, 'Use at most 80 characters.'),
      access: z.enum(accesses, 'Choose who may open it.'),
      password: z.string().max(200, 'Use at most 200 characters.').default(''),
      expiresAt: z
        .string()
        .default('')
        .transform((text) => (text === '' ? null : DateTime.fromISO(text, { zone: timeZone })))
        .refine((moment) => moment === null || moment.isValid, 'Choose a date and a time.')
        .transform((moment) => moment?.toUTC().toISO() ?? null),
      mostViewers: z
        .string()
        .default('')
        .refine((text) => text === '' || /^[1-9]\d{0,5}$/.test(text), 'Write a number from 1, or nothing.')
        .transform((text) => (text === '' ? null : Number(text))),
      allowsDownload: flag,
      allowsComments: flag,
      asksName: flag,
      sites: z
        .string()
        .max(5000, 'That is too long.')
        .default('')
        .transform((text) => text.split(/[\s,]+/).filter(Boolean))
        .refine((sites) => sites.length <= 50 && sites.every((site) => origin.test(site)), {
          error: 'Write each site as https://example.com, one a line.',
        }),
      people: z
        .string()
        .max(50_000, 'That is too long.')
        .default('')
        .transform((text) => [...new Set(text.split(/[\r\n]+/).map(asAddress))].filter(Boolean))
        .refine((people) => people.length <= mostPeople, `Name at most ${mostPeople} people.`)
        .refine((people) => people.every(isOneAddress), {
          error: ({ input }) =>
            `“${(input as string[]).find((each) => !isOneAddress(each))}” is no address. Write one a line.`,
        }),
    })
    .refine(({ access, people }) => access !== 'named' || people.length > 0, {
      path: ['people'],
      error: 'Name at least one person by their address.',
    })
    .refine(({ access, password }) => access !== 'password' || password === '' || password.length >= 6, {
      path: ['password'],
      error: 'Use at least 6 characters.',
    });

/** "2026-12-04T17:00" for a datetime-local field. */
export function localMoment(at: string | null, timeZone: string): string {
  return at ? DateTime.fromISO(at, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm") : '';
}

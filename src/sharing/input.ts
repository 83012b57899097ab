import { z } from 'zod';
import { accesses } from './link.ts';

const name = z.string().trim().min(1, 'Write your name.').max(120, 'Use at most 120 characters.');

/** What the gate asks for. */
export const NameInput = z.object({ name });
export const PasswordInput = z.object({
  password: z.string('Type the password.').min(1, 'Type the password.').max(500, 'That is not the password.'),
  name: z.string().trim().max(120, 'Use at most 120 characters.').optional(),
});

const flag = z.union([z.literal('on').transform(() => true), z.boolean()]).default(false);
const origin = /^https?:\/\/[a-z0-9.-]+(:\d+)?$/i;

/** A link's choices, as its form posts them. */
export const LinkInput = z
  .object({
    name: z.string().trim().min(1, 'Give the link a name.').max(80, 'Use at most 80 characters.'),
    access: z.enum(accesses, 'Choose who may open it.'),
    password: z.string().max(200, 'Use at most 200 characters.').default(''),
    expiresAt: z
      .string()
      .default('')
      .refine((text) => text === '' || !Number.isNaN(Date.parse(text)), 'Choose a date and a time.')
      .transform((text) => (text === '' ? null : new Date(text).toISOString())),
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
  })
  .refine(({ access, password }) => access !== 'password' || password === '' || password.length >= 4, {
    path: ['password'],
    error: 'Use at least 4 characters.',
  });

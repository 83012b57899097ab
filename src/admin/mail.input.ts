import { z } from 'zod';
import { parseMailbox, securities, usualPort } from '../platform/mail-server.ts';

const aHost = 'Write the name of a server, such as smtp.example.com, with nothing before or after it.';
const aPort = 'Write a port between 1 and 65535, or leave it empty for the usual one.';
const anAddress = 'Write one address, such as mail@example.com or Marlow & Finch <mail@example.com>.';
const aBase = 'Write an address such as https://video.example.com.';

const optional = z
  .string()
  .trim()
  .max(500, 'Use at most 500 characters.')
  .optional()
  .transform((text) => text || undefined);

export const MailServerInput = z
  .object({
    host: z
      .string(aHost)
      .trim()
      .max(253, aHost)
      .regex(/^[\p{L}\d](?:[\p{L}\d.-]*[\p{L}\d])?$|^[\da-f:]*:[\da-f:]+$/iu, aHost),
    port: optional
      .transform((text) => (text === undefined ? undefined : Number(text)))
      .pipe(z.number(aPort).int(aPort).min(1, aPort).max(65_535, aPort).optional()),
    security: z.enum(securities, 'Choose how the connection is encrypted.'),
    user: optional,
    password: z
      .string()
      .max(500, 'Use at most 500 characters.')
      .optional()
      .transform((text) => text || undefined),
    from: z
      .string(anAddress)
      .trim()
      .max(300, anAddress)
      .refine((text) => parseMailbox(text) !== undefined, anAddress),
    linkBase: optional
      .refine((text) => text === undefined || /^https?:$/.test(URL.parse(text)?.protocol ?? ''), aBase)
      .transform((text) => text && new URL(text).origin),
  })
  .transform(({ port, ...rest }) => ({ ...rest, port: port ?? usualPort[rest.security] }));

const states = ['queued', 'sending', 'sent', 'refused', 'failed', 'unconfirmed'] as const;

/** Which mails the list shows; anything odd is left out rather than refused. */
export const MailListInput = z.object({
  state: z.enum(states).optional().catch(undefined),
  before: z
    .string()
    .regex(/^[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
});

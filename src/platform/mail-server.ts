import { z } from 'zod';

/** How the connection is encrypted: from its first byte, after STARTTLS, so if the server offers it, or not at all. */
export const securities = ['tls', 'starttls', 'offered', 'none'] as const;

/** A server that takes mail (SMTP submission, RFC 6409). */
export interface MailServer {
  host: string;
  port: number;
  security: (typeof securities)[number];
  user: string | undefined;
  password: string | undefined;
}

/** An address, and whose it is. */
export interface Mailbox {
  name: string | undefined;
  address: string;
}

export const usualPort = { tls: 465, starttls: 587, offered: 587, none: 25 };

const Address = z.email().max(254);

/** No list, no line break, no name beside it. */
export function isOneAddress(text: string): boolean {
  return Address.safeParse(text).success;
}

/** "mail@marlow.example" or "Marlow & Finch <mail@marlow.example>"; undefined for anything else. */
export function parseMailbox(text: string): Mailbox | undefined {
  const named = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<)([^<>\s]+)>$/u.exec(text.trim());
  const [name, address] = named ? [named[1]?.trim(), named[2] ?? ''] : [undefined, text.trim()];
  return isOneAddress(address) ? { name: name || undefined, address } : undefined;
}

export const aMailUrl =
  'must be an address such as smtp://user:password@mail.example.com:587, or smtps:// where the port is 465';

/**
 * `smtps://` encrypts from the start, `smtp://` where the server offers it; `?requireTLS=true` and `?ignoreTLS=true` as
 * nodemailer has them. Undefined for anything else.
 */
export function parseMailUrl(text: string): MailServer | undefined {
  const url = URL.parse(text);
  if (!url?.hostname || !/^smtps?:$/.test(url.protocol) || !/^\/?$/.test(url.pathname)) return undefined;
  const options = [...url.searchParams].map(([name, value]) => `${name}=${value}`);
  if (options.some((option) => option !== 'requireTLS=true' && option !== 'ignoreTLS=true')) return undefined;
  const plain = options.includes('requireTLS=true') ? 'starttls' : options.length > 0 ? 'none' : 'offered';
  const security = url.protocol === 'smtps:' ? 'tls' : plain;
  return {
    host: decoded(url.hostname).replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : usualPort[security],
    security,
    user: decoded(url.username) || undefined,
    password: decoded(url.password) || undefined,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientMetadata, Provider } from 'oidc-provider';
import { atEnd } from './ending.ts';

/** What the provider says of an account, by its login. */
export type Accounts = Record<string, { email?: string; email_verified?: boolean; name?: string }>;

export interface RunningProvider {
  issuer: string;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** Where the product believes to be: no browser goes there, the test carries the visitor over. */
export const product = 'http://reelay.example';

/** A real OpenID provider on loopback, whose sign-in page takes any password. Wants PKCE. */
export async function startProvider(accounts: Accounts): Promise<RunningProvider> {
  const server = http.createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { client_id: 'reelay', client_secret: 'a secret of the test that is long enough' };
  const provider = await quietly(() => makeProvider(issuer, client, accounts));
  server.on('request', provider.callback());
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  atEnd(stop);
  return { issuer, stop, environment: environmentFor(issuer, client.client_secret) };
}

export function environmentFor(issuer: string, secret: string): Record<string, string> {
  return { BASE_URL: product, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'reelay', OIDC_CLIENT_SECRET: secret };
}

async function makeProvider(issuer: string, client: ClientMetadata, accounts: Accounts): Promise<Provider> {
  const { default: Provider } = await import('oidc-provider');
  const seconds = 600;
  return new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [`${product}/sign-in/provider/callback`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    cookies: { keys: ['of the test'] },
    ttl: { Interaction: seconds, Session: seconds, Grant: seconds, AccessToken: seconds, IdToken: seconds },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
  });
}

/** It warns of Node 20, on which it runs all the same, and of what would be wrong outside of tests. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}

/** Goes where the product sent the visitor, signs in there and agrees; returns where the provider sends them back to. */
export async function throughProvider(location: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = await visit(cookies, location);
  for (const form of [`prompt=login&login=${login}&password=any`, 'prompt=consent']) {
    next = await visit(cookies, next, new URLSearchParams(form));
    while (!next.startsWith(product) && !/\/interaction\//.test(next)) next = await visit(cookies, next);
    if (next.startsWith(product)) break;
  }
  return next.slice(product.length);
}

async function visit(cookies: Map<string, string>, url: string, form?: URLSearchParams): Promise<string> {
  const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
  const response = await fetch(url, {
    method: form ? 'POST' : 'GET',
    body: form ?? null,
    headers: { cookie },
    redirect: 'manual',
  });
  for (const set of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    cookies.set(name, value);
  }
  const location = response.headers.get('location');
  if (!location) throw new Error(`${response.status} at ${url}: ${(await response.text()).slice(0, 500)}`);
  return new URL(location, url).href;
}

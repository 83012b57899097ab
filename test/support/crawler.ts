import type { Express } from 'express';
import request, { type Response } from 'supertest';
import { password } from './visitor.ts';

/** A browser behind a proxy that speaks HTTPS, or one without: keeps cookies as they are set, and what it was told of them. */
export class Crawler {
  readonly #app: Express;
  readonly #scheme: string;
  readonly #cookies = new Map<string, string>();
  #page = '';
  /** Every `Set-Cookie` line. */
  readonly told: string[] = [];

  constructor(app: Express, scheme: 'http' | 'https') {
    this.#app = app;
    this.#scheme = scheme;
  }

  get(path: string): Promise<Response> {
    return this.#send('get', path);
  }

  /** With the tokens of the page seen last. */
  post(path: string, fields: object = {}): Promise<Response> {
    return this.#send('post', path, { ...this.#tokens(), ...fields });
  }

  async signIn(email: string): Promise<void> {
    await this.get('/sign-in');
    await this.post('/sign-in', { email, password });
  }

  /** Follows every link, script, style sheet and picture of this server, each once; what was found, by path. */
  async crawl(...starts: string[]): Promise<Map<string, Response>> {
    const found = new Map<string, Response>();
    const open = [...starts];
    for (let path; (path = open.shift()) !== undefined;) {
      if (found.has(path)) continue;
      const page = await this.get(path);
      found.set(path, page);
      open.push(...linksIn(page));
    }
    return found;
  }

  async #send(method: 'get' | 'post', path: string, fields?: object): Promise<Response> {
    const agent = request(this.#app);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { Accept: 'text/html', 'X-Forwarded-Proto': this.#scheme, Cookie: cookie };
    const response = await agent[method](path).set(headers).type('form').send(fields);
    for (const line of response.get('Set-Cookie') ?? []) this.#keep(line);
    if (/name="_(csrf|token)"/.test(response.text)) this.#page = response.text;
    return response;
  }

  #keep(line: string): void {
    this.told.push(line);
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=', 2);
    this.#cookies.set(name, value);
  }

  #tokens(): Record<string, string> {
    const tokens = this.#page.matchAll(/name="(_csrf|_token)" value="([^"]+)"/g);
    return Object.fromEntries([...tokens].map(([, name = '', value = '']) => [name, value]));
  }
}

function linksIn({ text, headers }: Response): string[] {
  const leadsTo = headers.location ?? '';
  const isPage = headers['content-type']?.startsWith('text/html') ?? false;
  const named = isPage ? [...text.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, link = '']) => link) : [];
  return [leadsTo, ...named]
    .map((link) => link.replaceAll('&amp;', '&').replace(/#.*$/, ''))
    .filter((link) => /^\/(?!\/)/.test(link));
}

import type { Express } from 'express';
import request, { type Response } from 'supertest';
import { addMember, createWorkspace, type Member, type Role } from '../../src/accounts/member.ts';
import { needsSetup } from '../../src/accounts/setup.ts';
import type { World } from './world.ts';

export const password = 'correct horse 1';

/** Somebody with a browser: keeps cookies, sends the token of the page seen last. */
export class Visitor {
  readonly #agent: ReturnType<typeof request.agent>;
  #token = '';

  constructor(app: Express | string) {
    this.#agent = request.agent(app);
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await this.#agent.get(path).set({ Accept: 'text/html', ...headers });
    this.readToken(response);
    return response;
  }

  readToken({ text }: Pick<Response, 'text'>): void {
    this.#token = /name="_csrf" value="([^"]+)"/.exec(text ?? '')?.[1] ?? this.#token;
  }

  send(method: 'post' | 'put' | 'patch' | 'delete', path: string, body: object = {}, headers = {}): Promise<Response> {
    const sent = this.#agent[method](path).type('form');
    return sent
      .set({ Accept: 'text/html', 'X-CSRF-Token': this.#token, ...headers })
      .send(body)
      .then();
  }

  /** Any method, as a table of routes has it. */
  ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    if (method === 'get') return this.get(path, headers);
    return this.send(method as 'post', path, {}, headers);
  }

  /** The headers that a request to `path` carries now: cookies and the token of the page seen last. */
  headers(path: string): Record<string, string> {
    const cookies = this.#agent.jar.getCookies({ domain: '127.0.0.1', path, secure: false, script: false });
    return { Cookie: cookies.toValueString(), 'X-CSRF-Token': this.#token };
  }

  /** A file in the field `file`, as a form of the page would post it. */
  upload(path: string, file: Buffer, options: { filename: string; contentType: string }): Promise<Response> {
    const sent = this.#agent.post(path).set({ Accept: 'text/html', 'X-CSRF-Token': this.#token, 'HX-Request': 'true' });
    return sent.attach('file', file, options).then();
  }

  /** A form with a file, as a browser without script posts it: the token stands among the fields. */
  postFile(path: string, field: string, file: Buffer, filename: string): Promise<Response> {
    const sent = this.#agent.post(path).set({ Accept: 'text/html' }).field('_csrf', this.#token);
    return sent.attach(field, file, filename).then();
  }

  post(path: string, body: object = {}, headers = {}): Promise<Response> {
    return this.send('post', path, body, headers);
  }

  async signIn(member: Pick<Member, 'email'>, withPassword = password): Promise<Response> {
    await this.get('/sign-in');
    const response = await this.post('/sign-in', { email: member.email, password: withPassword });
    if (response.status === 303) await this.get('/forms/new');
    return response;
  }
}

let people = 0;

/** Somebody of the company; the first one makes its workspace come about. */
export async function makeMember(world: World, given: Partial<Member> = {}): Promise<Member> {
  people += 1;
  const owner = { name: 'Olive Finch', email: 'olive@marlow.example', password };
  if (await needsSetup(world)) await createWorkspace(world, 'Marlow & Finch', owner);
  const role: Role = given.role ?? 'member';
  return addMember(world, { name: 'Ruth Calder', email: `ruth${people}@marlow.example`, password, ...given, role });
}

/** A member of a workspace that exists, already signed in. */
export async function signedIn(world: World, app: Express | string, given: Partial<Member> = {}): Promise<Visitor> {
  const visitor = new Visitor(app);
  await visitor.signIn(await makeMember(world, given));
  return visitor;
}

import type { Express } from 'express';
import request, { type Response } from 'supertest';

/** Somebody without an account who has opened a share link: keeps its cookie, and the token of its page. */
export class Guest {
  readonly path: string;
  readonly #agent: ReturnType<typeof request.agent>;
  #token = '';

  constructor(app: Express | string, path: string) {
    this.path = path;
    this.#agent = request.agent(app);
  }

  get token(): string {
    return this.#token;
  }

  async get(below = '', headers: Record<string, string> = {}): Promise<Response> {
    const response = await this.#agent.get(this.path + below).set({ Accept: 'text/html', ...headers });
    this.#token = /data-token="([^"]+)"/.exec(response.text ?? '')?.[1] ?? this.#token;
    return response;
  }

  /** As a form of the page. */
  post(below: string, fields: object = {}, headers: Record<string, string> = {}): Promise<Response> {
    const sent = this.#agent.post(this.path + below).type('form');
    return sent
      .set({ Accept: 'text/html', ...headers })
      .send({ _token: this.#token, ...fields })
      .then();
  }

  /** As a script of the page. */
  send(method: 'post' | 'put' | 'delete', below: string, body: object = {}): Promise<Response> {
    const sent = this.#agent[method](this.path + below);
    return sent.set({ Accept: 'application/json', 'X-Token': this.#token }).send(body).then();
  }
}

/** One who has opened the link already. */
export async function guest(app: Express | string, path: string): Promise<Guest> {
  const somebody = new Guest(app, path);
  await somebody.get();
  return somebody;
}

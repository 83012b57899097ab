import type { Express } from 'express';
import request, { type Response } from 'supertest';
import type { TakeStarted } from '../../src/browser/wire.ts';
import type { Form } from '../../src/forms/form.ts';

/**
 * Somebody with the link of a form and a browser: keeps its cookie, and the token of the page seen last. Talks to an app
 * in this process, or to the origin of one elsewhere.
 */
export class Respondent {
  readonly base: string;
  readonly #agent: ReturnType<typeof request.agent>;
  #token = '';

  constructor(app: Express | string, form: Pick<Form, 'slug'>) {
    this.base = `/f/${form.slug}`;
    this.#agent = request.agent(app);
  }

  /** One who has pressed "Start". */
  static async started(app: Express | string, form: Pick<Form, 'slug'>): Promise<Respondent> {
    const respondent = new Respondent(app, form);
    await respondent.post('/responses');
    await respondent.get('/1');
    return respondent;
  }

  get token(): string {
    return this.#token;
  }

  async get(path = ''): Promise<Response> {
    const response = await this.#agent.get(this.base + path).set('Accept', 'text/html');
    this.#token = /name="_token" value="([^"]+)"/.exec(response.text ?? '')?.[1] ?? this.#token;
    return response;
  }

  /** A stretch of something that plays. */
  getRange(path: string, range: string): Promise<Response> {
    return this.#agent
      .get(this.base + path)
      .set('Range', range)
      .then();
  }

  /** As a form of the page. */
  post(path: string, fields: object = {}): Promise<Response> {
    const sent = this.#agent
      .post(this.base + path)
      .type('form')
      .set('Accept', 'text/html');
    return sent.send({ _token: this.#token, ...fields }).then();
  }

  /** As a script of the page. */
  postJson(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.sendJson('post', path, body, headers);
  }

  sendJson(method: 'post' | 'delete', path: string, body: object = {}, headers = {}): Promise<Response> {
    const url = this.base + path;
    const sent = (method === 'post' ? this.#agent.post(url) : this.#agent.delete(url)).set({
      Accept: 'application/json',
      'X-Token': this.#token,
      ...headers,
    });
    return sent.send(body).then();
  }

  /** A body as it stands, of any type. */
  postRaw(path: string, body: string, type: string): Promise<Response> {
    const sent = this.#agent.post(this.base + path).set({ Accept: 'text/html', 'X-Token': this.#token });
    return sent.set('Content-Type', type).send(body).then();
  }

  chooseFile(
    questionId: string,
    file: Buffer | string,
    options: { filename: string; contentType: string },
  ): Promise<Response> {
    const sent = this.#agent.post(`${this.base}/questions/${questionId}/file`).set('Accept', 'text/html');
    return sent.field('_token', this.#token).attach('file', file, options).then();
  }

  startTake(questionId: string, kind = 'video', mime = 'video/webm;codecs=h264,opus'): Promise<Response> {
    return this.postJson(`/questions/${questionId}/takes`, { kind, mime });
  }

  /** Sends bytes for a take in one piece, as tus 1.0.0 has it. */
  async upload({ ticket }: TakeStarted, bytes: Buffer): Promise<Response> {
    const tus = { 'Tus-Resumable': '1.0.0', 'Upload-Ticket': ticket };
    const created = await this.#agent.post('/uploads').set({ ...tus, 'Upload-Length': String(bytes.length) });
    const sent = this.#agent.patch(new URL(created.get('Location') ?? '', 'http://here').pathname);
    const headers = { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    return sent.set(headers).send(bytes).then();
  }
}

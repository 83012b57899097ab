import { createHash } from 'node:crypto';
import fs from 'node:fs';
import express from 'express';
import request from 'supertest';
import { createClip, type Clip } from '../../src/media/clip.ts';
import { findIncoming } from '../../src/media/incoming.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { uploadRoutes } from '../../src/media/upload.ts';
import { makeWorld, type World } from '../support/world.ts';

/** Begins as Matroska does (RFC 8794, section 11.2.1): what does not is no recording. */
export const hello = Buffer.from('\x1a\x45\xdf\xa3hello, I am a take', 'latin1');

export async function takeToSend({ world, maxBytes = 50_000_000 }: { world?: World; maxBytes?: number } = {}) {
  world ??= await makeWorld();
  const clip = await anotherTake(world, maxBytes);
  return { world, clip, sender: new Sender(world, clip) };
}

export function anotherTake({ db, clock }: World, maxBytes = 1000): Promise<Clip> {
  return createClip(db, clock, { ownerKind: 'take', ownerId: 'a-take', kind: 'video', maxBytes });
}

/** All bytes are here, and the process died before it could make a clip of them. */
export async function finishedButNotRecorded(world?: World) {
  const taken = await takeToSend({ world });
  const url = await taken.sender.begin();
  await taken.sender.send(url, 0, hello.subarray(0, 5)).expect(204);
  const uploadId = url.slice('/uploads/'.length);
  const { file } = (await findIncoming(taken.world.storage, uploadId))!;
  fs.appendFileSync(file, hello.subarray(5));
  const known = JSON.parse(fs.readFileSync(`${file}.json`, 'utf8')) as object;
  fs.writeFileSync(`${file}.json`, JSON.stringify({ ...known, size: hello.length }));
  return { ...taken, uploadId };
}

/** What the recorder's tus client does. */
export class Sender {
  readonly agent;
  readonly #ticket: string;

  constructor(world: World, clip: Clip) {
    this.agent = request(express().use(uploadRoutes(world)));
    this.#ticket = issueTicket(world, clip);
  }

  with(sent: request.Test): request.Test {
    return sent.set({ 'Tus-Resumable': '1.0.0', 'Upload-Ticket': this.#ticket });
  }

  async begin(status = 201): Promise<string> {
    const answer = await this.with(this.agent.post('/uploads').set('Upload-Defer-Length', '1')).expect(status);
    return answer.get('Location') ?? '';
  }

  askOffset(url: string): request.Test {
    return this.with(this.agent.head(url));
  }

  send(url: string, offset: number, bytes: Buffer, length?: number): request.Test {
    const sent = this.with(this.agent.patch(url)).set('Upload-Offset', String(offset));
    if (length !== undefined) sent.set('Upload-Length', String(length));
    return sent.set('Content-Type', 'application/offset+octet-stream').send(bytes);
  }

  async sendAll(bytes: Buffer): Promise<void> {
    await this.send(await this.begin(), 0, bytes, bytes.length).expect(204);
  }
}

export function piecesOf(bytes: Buffer, size: number) {
  const count = Math.ceil(bytes.length / size);
  const pieces = Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  return pieces.map((piece) => ({ bytes: piece.length, sha256: createHash('sha256').update(piece).digest('hex') }));
}

export async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'was not refused',
    (error: Error) => error.message,
  );
}

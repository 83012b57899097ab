import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createClip, getClip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { makeWorld } from '../support/world.ts';

const program = fileURLToPath(new URL('./upload-process.ts', import.meta.url));
const take = randomBytes(24 * 2 ** 20);
const pieceBytes = 2 ** 20;
const kills = 4;

describe('a server that is killed while a take streams up', () => {
  it('has every byte that it acknowledged, and makes one clip in the end', async function () {
    this.timeout(60_000);
    const world = await makeWorld();
    const owner = { ownerKind: 'take', ownerId: 'a-take', kind: 'video' } as const;
    const clip = await createClip(world.db, world.clock, { ...owner, maxBytes: take.length });
    const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Ticket': issueTicket(world, clip) };
    const server = new KilledServer(world.storage.root);
    await server.start();

    const begun = await fetch(server.url('/uploads'), {
      method: 'POST',
      headers: { ...headers, 'Upload-Defer-Length': '1' },
    });
    const address = begun.headers.get('Location')!;
    let acknowledged = 0;
    for (let killed = 0; acknowledged < take.length;) {
      const offset = await server.offset(address, headers);
      expect(offset).to.be.at.least(acknowledged);
      acknowledged = offset;
      const isKilled = killed < kills && offset >= (take.length * (killed + 1)) / (kills + 2);
      if (isKilled) void setTimeout(Math.random() * 8).then(() => server.kill());
      acknowledged = (await server.send(address, headers, offset)) ?? acknowledged;
      if (isKilled && ++killed) await server.restart();
    }
    await server.restart();

    const stored = fs.readFileSync(world.storage.clip(clip.id, 'original'));
    expect(sha256(stored)).to.equal(sha256(take));
    expect((await getClip(world.db, clip.id)).state).to.equal('uploaded');
    expect(await world.db('jobs').where({ subject: clip.id })).to.have.length(1);
    await server.kill();
  });
});

class KilledServer {
  readonly #root: string;
  #child: ChildProcess | undefined;
  #port = '';

  constructor(root: string) {
    this.#root = root;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  async start(): Promise<void> {
    this.#child = spawn(process.execPath, ['--import', 'tsx', program, this.#root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(this.#child.stdout!, 'data')) as [Buffer];
    this.#port = line.toString().trim();
  }

  async kill(): Promise<void> {
    if (!this.#child || this.#child.signalCode) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  async offset(address: string, headers: Record<string, string>): Promise<number> {
    const answer = await fetch(this.url(address), { method: 'HEAD', headers });
    return Number(answer.headers.get('Upload-Offset'));
  }

  /** The offset that was acknowledged; undefined where the connection broke. */
  async send(address: string, headers: Record<string, string>, offset: number): Promise<number | undefined> {
    const end = Math.min(take.length, offset + pieceBytes);
    const isLast: Record<string, string> = end === take.length ? { 'Upload-Length': String(take.length) } : {};
    const piece = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...isLast };
    const sent = fetch(this.url(address), {
      method: 'PATCH',
      headers: { ...headers, ...piece },
      body: take.subarray(offset, end),
    });
    return sent.then(
      ({ status, headers }) => (status === 204 ? Number(headers.get('Upload-Offset')) : undefined),
      () => undefined,
    );
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

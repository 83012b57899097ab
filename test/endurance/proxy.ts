import { once } from 'node:events';
import net from 'node:net';
import { atEnd } from '../support/ending.ts';

/** A network between a client and the server that does what networks do; ends with the suite. */
export class Proxy {
  readonly origin: string;
  /** May change what a client sends on its way. */
  meddle: (chunk: Buffer) => Buffer = (chunk) => chunk;
  /** Breaks the connection where an answer should come. */
  losesReplies = false;

  private constructor(port: number) {
    this.origin = `http://127.0.0.1:${port}`;
  }

  static async start(origin: string): Promise<Proxy> {
    const { port, hostname } = new URL(origin);
    const server = net.createServer((client) => proxy.#connect(client, net.connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new Proxy((server.address() as net.AddressInfo).port);
    atEnd(() => server.close());
    return proxy;
  }

  #connect(client: net.Socket, server: net.Socket): void {
    client.on('data', (chunk: Buffer) => server.write(this.meddle(chunk)));
    server.on('data', (chunk: Buffer) => (this.losesReplies ? client.destroy() : client.write(chunk)));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
  }
}

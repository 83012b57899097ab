import type { RequestListener } from 'node:http';
import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Listening } from './forked.ts';

/** Serves on a free port of this machine alone and tells it to the process that forked this one. */
export async function listen(app: RequestListener): Promise<http.Server> {
  const server = http.createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const told: Listening = { port: (server.address() as AddressInfo).port };
  process.send?.(told);
  return server;
}

import { once } from 'node:events';
import net from 'node:net';
import { setInterval } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { atEnd } from '../support/ending.ts';
import { atWork } from './at-work.ts';
import { promise } from './report/promise.ts';
import { Reader } from './visits.ts';

const count = 500;
const heldSeconds = 30;

promise(
  'Slow connections do not keep others out',
  'five hundred requests that never come to an end',
  3,
  async (line) => {
    const working = await atWork();
    const reader = await Reader.signedIn(working);
    const sockets = await Promise.all(Array.from({ length: count }, () => halfOpen(working.server.origin)));
    const dripping = setInterval(() => {
      for (const socket of sockets) socket.write('x');
    }, 1000);
    atEnd(() => clearInterval(dripping));
    await reader.readWhile(setTimeout(heldSeconds * 1000));
    const open = sockets.filter((socket) => !socket.destroyed).length;
    line.did(`${count} connections, each with a request of one more byte a second, for ${heldSeconds} s.`);
    line.found(`${open} still open · pages p95 ${reader.p95.toFixed(0)} ms over ${reader.visits} visits`);
    expect(open).to.equal(count);
    expect(reader.p95).to.be.below(1000);
  },
);

/** A request whose header is never complete. */
async function halfOpen(origin: string): Promise<net.Socket> {
  const { port, hostname } = new URL(origin);
  const socket = net.connect(Number(port), hostname).on('error', () => undefined);
  await once(socket, 'connect');
  atEnd(() => socket.destroy());
  socket.write(`POST /uploads HTTP/1.1\r\nHost: ${hostname}\r\nX-Slow: `);
  return socket;
}

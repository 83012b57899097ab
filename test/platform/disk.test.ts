import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { describe, it } from 'mocha';
import { keepRoom } from '../../src/platform/disk.ts';
import { errorHandler } from '../../src/platform/http/errors.ts';
import { atEnd } from '../support/ending.ts';
import { until } from '../support/until.ts';
import { makeWorld } from '../support/world.ts';

describe('the room on the disk', () => {
  it('is not promised to somebody while it is promised to another', async () => {
    const world = await makeWorld();
    const { bavail, bsize } = fs.statfsSync(world.storage.root);
    const most = Math.floor(bavail * bsize * 0.6);
    let [kept, gone] = [0, 0];
    const app = express().post('/', async (req, res) => {
      await keepRoom(world, req);
      kept += 1;
      res.once('close', () => (gone += 1));
      req.resume();
    });
    const server = app.use(errorHandler(world.log)).listen(0);
    atEnd(() => server.closeAllConnections());
    atEnd(() => server.close());

    const first = beginSending(server, most);
    await until(() => kept === 1, 5);
    expect(await statusOf(beginSending(server, most))).to.equal(507);
    first.destroy();
    await until(() => gone === 1, 5);
    beginSending(server, most);
    await until(() => kept === 2, 5);
  });
});

/** Says how much will come, and sends the first byte of it. */
function beginSending(server: http.Server, bytes: number): http.ClientRequest {
  const { port } = server.address() as AddressInfo;
  const headers = { 'Content-Length': bytes, Accept: 'application/json' };
  const request = http.request({ port, method: 'POST', headers, agent: false }).on('error', () => undefined);
  request.write('x');
  return request;
}

async function statusOf(request: http.ClientRequest): Promise<number | undefined> {
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  return answer.resume().statusCode;
}

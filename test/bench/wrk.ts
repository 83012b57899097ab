import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { folder } from './folder.ts';

export interface Load {
  connections: number;
  seconds: number;
  /** How large the file is of which stretches are asked for. */
  fileBytes: number;
}

/** How many bytes a second come of a file, from random places on, as players ask for it. @throws when anything but a stretch is answered */
export async function bytesPerSecond(address: string, cookie: string, load: Load): Promise<number> {
  await expectStretch(address, cookie);
  const script = path.join(folder, 'stretches.lua');
  fs.writeFileSync(script, stretches(cookie, load.fileBytes));
  const given = ['-t', '1', '-c', String(load.connections), '-d', `${load.seconds}s`, '-s', script, address];
  const { stdout } = await promisify(execFile)('wrk', given);
  const [, bytes, microseconds, failed] = /^told (\d+) (\d+) (\d+)$/m.exec(stdout) ?? [];
  if (failed !== '0') throw new Error(`${address} failed ${failed} times:\n${stdout}`);
  return Number(bytes) / (Number(microseconds) / 1e6);
}

/** Beforehand: while wrk counts, looking at answers would make it slower than what it measures. */
async function expectStretch(address: string, cookie: string): Promise<void> {
  const answer = await fetch(address, { headers: { Cookie: cookie, Range: 'bytes=1000-1999' } });
  const { byteLength } = await answer.arrayBuffer();
  if (answer.status !== 206 || byteLength !== 1000) throw new Error(`${address} was answered ${answer.status}`);
}

/** For wrk's Lua: https://github.com/wg/wrk/blob/master/SCRIPTING */
function stretches(cookie: string, fileBytes: number): string {
  return `
    request = function()
      local range = string.format("bytes=%d-", math.random(0, ${fileBytes - 1}))
      return wrk.format("GET", nil, { Range = range, Cookie = "${cookie}" })
    end
    done = function(summary)
      local errors = summary.errors
      local failed = errors.connect + errors.read + errors.write + errors.status
      print(string.format("told %d %d %d", summary.bytes, summary.duration, failed))
    end`;
}

/** The product, ended by SIGKILL at one moment of completing an upload; DIE_AT names it, and without that it lives. */
import fs from 'node:fs/promises';

export const moments = ['before linking', 'linked', 'renamed', 'recorded'] as const;

const moment = process.env.DIE_AT;
const { link, rename, rm } = fs;

/** Never returns: nothing must go on while the signal is on its way. */
async function dieAt(name: (typeof moments)[number], isMeant = true): Promise<void> {
  if (moment !== name || !isMeant) return;
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
}

Object.assign(fs, {
  async link(...names: Parameters<typeof link>) {
    await dieAt('before linking');
    await link(...names);
    await dieAt('linked');
  },
  async rename(...names: Parameters<typeof rename>) {
    await rename(...names);
    await dieAt('renamed', String(names[1]).endsWith('/original'));
  },
  async rm(...[name, options]: Parameters<typeof rm>) {
    await dieAt('recorded', /\/uploads\/[0-9a-z-]+$/.test(String(name)));
    await rm(name, options);
  },
});

if (process.argv[1]?.endsWith('dying-server.ts')) await import('../../src/main.ts');

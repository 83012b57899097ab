import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Everything that a run writes; gone when it ends, also by Ctrl-C. */
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-bench-'));

process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

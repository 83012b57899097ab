import fs from 'node:fs';
import path from 'node:path';
import { packageRoot } from './config.ts';

/** Of this program, as package.json has it. */
export const version = (
  JSON.parse(fs.readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { version: string }
).version;

import fs from 'node:fs';
import path from 'node:path';

/** Every file under a folder in which these bytes stand, in capitals or not. */
export function filesWith(marker: string, folder: string): string[] {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((file) => path.join(file.parentPath, file.name))
    .filter((file) => fs.readFileSync(file).toString('latin1').toLowerCase().includes(marker.toLowerCase()))
    .map((file) => path.relative(folder, file));
}

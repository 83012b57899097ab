import fs from 'node:fs';
import path from 'node:path';

/** Whether anything in `sources` changed after the stamp's moment. A folder's own time tells of files removed. */
export function stale(file, sources) {
  const made = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined || sources.some((source) => newest(source) > made);
}

/** `moment` is when the build started: what is edited while it runs is built the next time. */
export function stamp(file, moment) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '');
  fs.utimesSync(file, moment, moment);
}

function newest(source) {
  const stat = fs.statSync(source, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...fs.readdirSync(source).map((name) => newest(path.join(source, name))));
}

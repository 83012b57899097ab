/** Bundles the browser's code: every file directly in src/browser is an entry with a fixed name, folders are modules. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'src/browser');
const target = path.join(root, 'public/build');

const entries = fs
  .readdirSync(source)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && name !== 'wire.ts')
  .map((name) => path.join(source, name));

const { outputFiles } = await build({
  entryPoints: entries,
  outdir: target,
  entryNames: '[name]',
  chunkNames: 'chunk-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
  write: false,
  logLevel: 'warning',
  absWorkingDir: root,
});

// Each file whole or not at all, and only where it differs: a running server may be asked for it at this very moment.
fs.mkdirSync(target, { recursive: true });
for (const { path: file, contents } of outputFiles) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) continue;
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, contents);
  fs.renameSync(half, file);
}

// Afterwards, so that it never finds the folder empty.
const made = new Set(outputFiles.map(({ path: file }) => path.basename(file)));
const isHalf = (name) => /\.\d+$/.test(name);
for (const name of fs.readdirSync(target)) {
  if (!made.has(name) && !isHalf(name)) fs.rmSync(path.join(target, name), { recursive: true });
}

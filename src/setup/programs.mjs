import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** What each program is called by each package manager. */
const packageManagers = {
  'apt-get': {
    install: 'apt-get install -y --no-install-recommends',
    ffmpeg: 'ffmpeg',
    compilers: 'python3 make g++',
    chromium: 'chromium fonts-liberation',
  },
  dnf: {
    install: 'dnf install',
    ffmpeg: 'ffmpeg',
    note: 'The ffmpeg that can make H.264 is in RPM Fusion: https://rpmfusion.org',
    compilers: 'python3 make gcc-c++',
    chromium: 'chromium liberation-fonts',
  },
  apk: {
    install: 'apk add',
    ffmpeg: 'ffmpeg',
    compilers: 'python3 make g++',
    chromium: 'chromium font-liberation',
  },
  brew: {
    install: 'brew install',
    ffmpeg: 'ffmpeg',
    compilers: 'python3 make gcc',
    chromium: 'chromium',
  },
};

/**
 * Installs through apt where nobody has to be asked; elsewhere returns a sentence with the command to type.
 * @param {('ffmpeg' | 'compilers' | 'chromium')[]} programs
 * @param {(line: string) => void} say
 * @returns {string | undefined} what is left for the person to do
 */
export function installPrograms(programs, say) {
  if (programs.length === 0) return undefined;
  const manager = Object.keys(packageManagers).find(onPath);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const mayInstall = manager === 'apt-get' && (asRoot.length === 0 || quiet('sudo', '-n', 'true'));
  if (!mayInstall) return byHand(programs, manager);
  const packages = programs.flatMap((program) => packageManagers[manager][program].split(' '));
  say(`Installing ${packages.join(', ')}`);
  quiet(...asRoot, 'apt-get', 'update');
  const install = ['env', 'DEBIAN_FRONTEND=noninteractive', ...packageManagers[manager].install.split(' ')];
  const [command, ...parameters] = [...asRoot, ...install, ...packages];
  const { status, stderr } = spawnSync(command, parameters, { encoding: 'utf8' });
  return status === 0 ? undefined : `${byHand(programs, manager)}\n${stderr.trim()}`;
}

function byHand(programs, manager) {
  if (!manager) return `Please install ${programs.join(' and ')}, then start again.`;
  const names = packageManagers[manager];
  const sudo = manager === 'brew' || process.getuid?.() === 0 ? '' : 'sudo ';
  const command = `${sudo}${names.install} ${programs.map((program) => names[program]).join(' ')}`;
  return `Something is missing on this machine. Please run\n\n  ${command}\n\nand start again. ${names.note ?? ''}`.trim();
}

/** Whether `program`, a name or a path, can be run. */
export function onPath(program) {
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => executable(path.join(folder, program)));
}

function executable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function quiet(command, ...parameters) {
  return spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;
}

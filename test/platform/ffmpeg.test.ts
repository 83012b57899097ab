import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { runConfined } from '../../src/platform/confined.ts';
import { decodePcm, hear } from '../../src/platform/sound.ts';
import { measure, probe, shareThere } from '../../src/platform/ffprobe.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from '../media/films.ts';
import { cinepak, hugeFilm, impostors } from '../media/impostors.ts';

describe('reading what strangers send', () => {
  let world: World;
  before(async () => {
    world = await makeWorld();
  });

  for (const [what, make] of Object.entries(impostors)) {
    it(`refuses ${what} named .mp4`, async () => {
      expect(await refusal(probe(world.config, make()))).to.match(/^We could not read this recording\./);
    });
  }

  it('refuses an exotic coding by its name', async () => {
    expect(await refusal(probe(world.config, cinepak()))).to.include('“cinepak”');
  });

  it('refuses an exotic coding of the sound by its name', async () => {
    const inputs = ['-f', 'lavfi', '-i', 'testsrc=s=320x180:d=1', '-f', 'lavfi', '-i', 'sine=d=1'];
    const wma = films.film('wma.mkv', ...inputs, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'wmav2');
    expect(await refusal(probe(world.config, wma))).to.include('“wmav2”');
  });

  it('refuses a picture of 16000 by 16000 without decoding it', async () => {
    const huge = hugeFilm(16_000);
    const started = Date.now();
    expect(await refusal(probe(world.config, huge))).to.match(/40 megapixels|could not read/);
    expect(Date.now() - started).to.be.below(20_000);
  });

  it('finds the length of a recording that does not say it', async () => {
    expect((await probe(world.config, films.recordedTake())).seconds).to.equal(undefined);
    expect(await measure(world.config, films.recordedTake())).to.be.closeTo(3, 0.1);
  });

  it('tells how much of what an MP4 lists is in it, trimmed or not', async () => {
    const share = async (file: string) => shareThere(world.config, file, await probe(world.config, file));
    const whole = films.phoneFilm(6);
    expect(await share(whole)).to.equal(1);
    expect(await share(films.cut(whole, 0.5))).to.be.within(0.3, 0.6);
    expect(await share(films.film('trimmed.mp4', '-ss', '2.5', '-i', whole, '-c', 'copy'))).to.equal(1);
    expect(await share(films.cut(films.vp8Take(6), 0.5))).to.equal(1);
  });

  it('reads a name that looks like an option or an address as a name', async () => {
    for (const name of ['-version', 'concat:a|b']) {
      fs.copyFileSync(films.silentFilm(), films.filmPath(name));
      expect((await probe(world.config, films.filmPath(name))).video?.codec).to.equal('h264');
    }
  });

  it('gives speech engines 16 000 samples a second', async () => {
    const pcm = films.filmPath('voice.pcm');
    await decodePcm(world.config, films.voiceTake(), pcm);
    expect(fs.statSync(pcm).size / 32_000).to.be.closeTo(3, 0.1);
  });

  it('gives speech engines no more than is played, whatever gap the time stamps have', async () => {
    const pcm = films.filmPath('gap.pcm');
    const gap = [
      '-itsoffset',
      '36000',
      '-i',
      films.voiceTake(),
      '-i',
      films.voiceTake(2),
      '-map',
      '0:a',
      '-map',
      '1:a',
    ];
    await decodePcm(world.config, films.film('gap.mkv', ...gap, '-c', 'copy', '-copyts'), pcm, { maxSeconds: 10 });
    expect(fs.statSync(pcm).size / 32_000).to.be.closeTo(10, 0.1);
  });

  it('measures how loud each stretch is', async () => {
    const half = ['-f', 'lavfi', '-i', 'sine=d=2,volume=8,apad=whole_dur=4'];
    const { peaks } = await hear(world.config, films.film('half.wav', ...half));
    const found = peaks.percent(4);
    expect(found[0]).to.be.above(50);
    expect(found[3]).to.equal(0);
  });

  it('measures how loud a recording is as a whole', async () => {
    const tone = films.film('tone.wav', '-f', 'lavfi', '-i', 'sine=1000:d=5:r=48000,volume=-20dB');
    // A full-scale sine of 997 Hz in one channel is −3.01 LKFS (ITU-R BS.1770-4, annex 1); lavfi's is 18 dB quieter.
    const { loudness } = await hear(world.config, tone);
    expect(loudness.lufs).to.be.closeTo(-41, 0.3);
    expect(loudness.peakDb).to.be.closeTo(-38, 0.3);
  });
});

describe('running a confined program', () => {
  it('ends it at its wall-clock limit', async () => {
    const started = Date.now();
    expect(await refusal(runConfined('sleep', ['60'], { seconds: 0.2 }))).to.match(/ran longer/);
    expect(Date.now() - started).to.be.below(30_000);
  });

  it('ends one that was stopped and so prints no more', async () => {
    const started = Date.now();
    const limits = { seconds: 60, silentSeconds: 3, onOutput: () => undefined };
    expect(await refusal(runConfined('sh', ['-c', 'echo 1; kill -STOP $$'], limits))).to.match(/no sign of life/);
    expect(Date.now() - started).to.be.below(30_000);
    await runConfined('sh', ['-c', 'for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.5; done'], limits);
  });

  it('ends one that was stopped, when asked to', async () => {
    const stop = new AbortController();
    const work = runConfined('sh', ['-c', 'kill -STOP $$'], { seconds: 60, signal: stop.signal });
    void setTimeout(200).then(() => stop.abort());
    expect(await refusal(work)).to.match(/aborted/);
  });

  if (process.platform === 'linux') {
    it('leaves no orphan when the server is killed', async () => {
      const confined = new URL('../../src/platform/confined.ts', import.meta.url).href;
      const server = films.written(
        'server.mts',
        `import fs from 'node:fs';
        import { runConfined } from '${confined}';
        const onOutput = (pid) => {
          fs.writeSync(1, pid);
          process.kill(process.pid, 'SIGKILL');
        };
        await runConfined('sh', ['-c', 'echo $$; exec sleep 61'], { seconds: 60, onOutput });`,
      );
      const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', server]);
      const pid = Number(stdout);
      expect(pid).to.be.above(0);
      while (isAlive(pid)) await setTimeout(20);
    });

    it('gives it bounded memory and file size', async () => {
      let limits = '';
      await runConfined('sh', ['-c', 'ulimit -v -f -c'], {
        seconds: 5,
        onOutput: (chunk) => (limits += chunk.toString()),
      });
      expect(limits).to.not.include('unlimited');
    });

    it('lets it write as much as it is given, and otherwise nothing', async () => {
      const file = films.filmPath('zeros');
      const write = (fileBytes?: number) =>
        runConfined('dd', ['if=/dev/zero', `of=${file}`, 'bs=1000', 'count=5'], { seconds: 5, fileBytes });
      expect(await refusal(write())).to.match(/SIGXFSZ|File too large/);
      await write(5000);
      expect(fs.statSync(file).size).to.equal(5000);
    });
  }
});

function isAlive(pid: number): boolean {
  const stat = fs.existsSync(`/proc/${pid}/stat`) ? fs.readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  // A zombie has ended; it only waits for init to notice.
  return stat !== '' && !stat.includes(') Z ');
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'was not refused',
    (error: Error) => error.message,
  );
}

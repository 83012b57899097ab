import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { createClip, deleteClip } from '../../src/media/clip.ts';
import { updateClip } from '../../src/media/store.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { endSpeech, speechProcess } from '../../src/transcripts/speech.ts';
import { transcribe, transcribeLater, transcribeWhenReady } from '../../src/transcripts/transcribe.ts';
import { getCaptions, getTranscriptView, speechStatus } from '../../src/transcripts/transcript.ts';
import { speechFixtures } from '../support/speech.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('the transcript of a clip', () => {
  after(endSpeech);

  it('waits, is made by a job, and then is there with its captions', async () => {
    const world = await makeWorld();
    const clip = await makeClip(world, 'jfk.webm');
    expect(await getTranscriptView(world, clip.id)).to.deep.equal({ state: 'none', missing: undefined });
    await transcribeWhenReady(world, clip);
    expect(await getTranscriptView(world, clip.id)).to.deep.equal({ state: 'waiting' });
    await drainJobs(world, [transcribe]);
    const view = await getTranscriptView(world, clip.id);
    expect(view).to.have.property('state', 'ready');
    expect(JSON.stringify(view)).to.contain('what you can do for your country');
    expect(await getCaptions(world.db, clip.id)).to.match(/^WEBVTT\n\n00:00:00\.\d{3} --> /);
    expect(fs.readdirSync(path.join(world.storage.root, 'tmp')).filter((name) => name.endsWith('.pcm'))).to.deep.equal(
      [],
    );
  });

  it('leaves nothing in the database file once its clip is deleted', async () => {
    const world = await makeWorld();
    const clip = await makeClip(world, 'sense_and_sensibility_01_austen_64kb-0870.wav');
    await transcribe.now(world, { clipId: clip.id });
    await world.db.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    const holds = () => /dashwood/i.test(fs.readFileSync(world.storage.database, 'latin1'));
    expect(holds()).to.equal(true);
    await deleteClip(world, clip.id);
    await world.db.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(holds()).to.equal(false);
  });

  it('is made anew without a second copy', async () => {
    const world = await makeWorld();
    const clip = await makeClip(world, 'something.wav');
    await transcribe.now(world, { clipId: clip.id });
    await transcribe.now(world, { clipId: clip.id });
    expect(await world.db('transcripts').whereLike('text', '%somewhere%')).to.have.length(1);
  });

  it('is empty when the recording has no sound', async () => {
    const world = await makeWorld();
    const clip = await makeClip(world, 'jfk.webm');
    await updateClip(world.db, clip.id, { hasAudio: false });
    await transcribe.now(world, { clipId: clip.id });
    expect(await getTranscriptView(world, clip.id)).to.deep.equal({ state: 'ready', segments: [] });
    expect(await getCaptions(world.db, clip.id)).to.equal('WEBVTT\n');
  });

  it('is made by a second try when the speech engine dies in the middle', async () => {
    const world = await makeWorld();
    const clip = await makeClip(world, 'jfk.wav');
    await transcribeLater(world.db, clip.id);
    endSpeech();
    const run = drainJobs(world, [transcribe]);
    while (!speechProcess(world.config).pid) await new Promise(setImmediate);
    process.kill(speechProcess(world.config).pid!, 'SIGKILL');
    await run;
    expect(await getTranscriptView(world, clip.id)).to.deep.equal({ state: 'waiting' });
    world.clock.forward(11);
    await drainJobs(world, [transcribe]);
    expect(await getTranscriptView(world, clip.id)).to.have.property('state', 'ready');
  });

  it('fails at once, in words, when the file cannot be read', async () => {
    const world = await makeWorld();
    const clip = await makeClip(world, 'README.md');
    await transcribeLater(world.db, clip.id);
    await drainJobs(world, [transcribe]);
    const view = await getTranscriptView(world, clip.id);
    expect(view).to.deep.equal({ state: 'failed', reason: 'We could not read this recording.' });
  });

  it('is not missed when the clip is gone', async () => {
    const world = await makeWorld();
    await transcribe.now(world, { clipId: 'gone' });
  });

  it('without a model says what is missing, and how to get it', async () => {
    const world = await makeWorld({ SPEECH_MODEL_DIR: '/nowhere' });
    const missing =
      'There is no speech model in /nowhere. Starting Reelay with access to the npm registry fetches one.';
    expect(speechStatus(world.config)).to.deep.equal({ ready: false, missing });
    const clip = await makeClip(world, 'jfk.webm');
    await transcribeWhenReady(world, clip);
    expect(await getTranscriptView(world, clip.id)).to.deep.equal({ state: 'none', missing });
    await transcribeLater(world.db, clip.id);
    await drainJobs(world, [transcribe]);
    expect(await getTranscriptView(world, clip.id)).to.deep.equal({ state: 'failed', reason: missing });
  });
});

async function makeClip(world: World, fixture: string) {
  const clip = await createClip(world.db, world.clock, {
    ownerKind: 'take',
    ownerId: 'one',
    kind: 'video',
    maxBytes: 1e9,
  });
  fs.mkdirSync(world.storage.clip(clip.id), { recursive: true });
  fs.copyFileSync(path.join(speechFixtures, fixture), world.storage.clip(clip.id, 'original'));
  return clip;
}

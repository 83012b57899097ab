import fs from 'node:fs';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { decide } from '../../src/accounts/settings.ts';
import { getClip, type Clip, type NewClip } from '../../src/media/clip.ts';
import { bestSource, deleteOldOriginals, originalsOlderThan } from '../../src/media/originals.ts';
import { arrived } from '../support/clip.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from './films.ts';

const day = 86_400;

describe('originals', () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });

  it('stay for good until the owner decides otherwise', async () => {
    const clip = await ready();
    await afterDays(400);
    expect(exists(clip, 'original')).to.equal(true);
  });

  it('go after the days that the owner has decided on; what is played stays', async () => {
    const clip = await ready();
    await decide(world.db, 'deleteOriginalsAfterDays', 30);
    await afterDays(29);
    expect(exists(clip, 'original')).to.equal(true);
    await afterDays(2);
    expect(exists(clip, 'original')).to.equal(false);
    expect(exists(clip, 'play.mp4')).to.equal(true);
    const without = await getClip(world.db, clip.id);
    expect(without.originalDeletedAt).to.be.a('string');
    expect(bestSource(world.storage, without)).to.equal(world.storage.clip(clip.id, 'play.mp4'));
  });

  const kept: Record<string, Partial<Clip>> = {
    'that is partial': { partial: true },
    'that could not be read': { state: 'failed' },
    'that is still to be prepared': { state: 'uploaded' },
    'that nobody has confirmed': { confirmedAt: null },
    'that is longer than what is played of it': { declaredSeconds: 60 },
    'that is a document': { kind: 'file' },
  };
  for (const [which, changes] of Object.entries(kept)) {
    it(`stay of one ${which}`, async () => {
      const clip = await ready(changes);
      await decide(world.db, 'deleteOriginalsAfterDays', 1);
      await afterDays(400);
      expect(exists(clip, 'original')).to.equal(true);
      expect((await getClip(world.db, clip.id)).originalDeletedAt).to.equal(null);
    });
  }

  it('stay where, against what the database says, nothing else is there', async () => {
    const clip = await ready();
    fs.rmSync(world.storage.clip(clip.id, 'play.mp4'));
    await decide(world.db, 'deleteOriginalsAfterDays', 1);
    await afterDays(2);
    expect(exists(clip, 'original')).to.equal(true);
  });

  it('are counted before the owner decides', async () => {
    await ready();
    await ready({ partial: true });
    world.clock.forward(2 * day);
    expect(await originalsOlderThan(world, 1)).to.deep.equal({ count: 1, bytes: 1000 });
    expect(await originalsOlderThan(world, 3)).to.deep.equal({ count: 0, bytes: 0 });
  });

  async function afterDays(days: number): Promise<void> {
    world.clock.forward(days * day);
    await deleteOldOriginals(world);
  }

  function exists({ id }: Clip, name: string): boolean {
    return fs.existsSync(world.storage.clip(id, name));
  }

  /** A whole clip of two seconds, confirmed and prepared, but for what matters. */
  async function ready(changes: Partial<Clip> = {}, fields: Partial<NewClip> = {}): Promise<Clip> {
    const now = world.clock.now().toISOString();
    const whole = {
      state: 'ready',
      bytes: 1000,
      seconds: 2,
      declaredSeconds: 2,
      uploadedAt: now,
      confirmedAt: now,
    } as const;
    const clip = await arrived(world, films.silentFilm(), fields, { ...whole, ...changes });
    fs.copyFileSync(films.silentFilm(), world.storage.clip(clip.id, 'play.mp4'));
    return clip;
  }
});

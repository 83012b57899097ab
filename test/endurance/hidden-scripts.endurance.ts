import fs from 'node:fs';
import { expect } from 'chai';
import type { Response } from 'supertest';
import sharp from 'sharp';
import { film, phoneFilm, written } from '../media/films.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { atWork, type AtWork } from './at-work.ts';
import { promise } from './report/promise.ts';
import { settled } from './sending-take.ts';
import { sendFile } from './sending.ts';

const markup = '<!doctype html><script>alert(document.cookie)</script>';

promise(
  'HTML or script inside media is harmless',
  'a stranger hides a page in a film and in a picture',
  2,
  async (line) => {
    const working = await atWork();
    const member = new Visitor(working.server.origin);
    await member.signIn(await makeMember(working.world));
    const clips = {
      'video/mp4': (await sendFile(working, scriptedFilm())).id,
      'image/png': await chosenPicture(working, member),
    };
    await settled(working, clips['video/mp4']);
    line.did('A script in the title of a valid MP4 and after its end, and after the end of a valid PNG.');
    for (const [type, id] of Object.entries(clips)) {
      const original = await member.get(`/clips/${id}/original`);
      line.found(`original: ${guards(original)}`);
      expect(original.body.toString()).to.include('alert(document.cookie)');
      expect(guards(original)).to.equal(`${type}, nosniff, sandbox`);
    }
    const play = await member.get(`/clips/${clips['video/mp4']}/play`);
    const isIn = (play.body as Buffer).includes('alert(document.cookie)');
    line.found(`what plays: ${isIn ? 'THE SCRIPT IS STILL IN IT' : 'without it'}`);
    expect(isIn).to.equal(false);
  },
);

function guards({ headers }: Response): string {
  const named = ['content-type', 'x-content-type-options', 'content-security-policy'];
  return named.map((name) => (headers as Record<string, string>)[name]).join(', ');
}

function scriptedFilm(): string {
  const titled = film('titled.mp4', '-i', phoneFilm(), '-c', 'copy', '-metadata', `title=${markup}`);
  return written('scripted.mp4', Buffer.concat([fs.readFileSync(titled), Buffer.from(markup)]));
}

async function scriptedPicture(): Promise<Buffer> {
  const create = { width: 64, height: 64, channels: 3, background: 'white' } as const;
  return Buffer.concat([await sharp({ create }).png().toBuffer(), Buffer.from(markup)]);
}

/** Chosen to be shown with a question. */
async function chosenPicture({ world, form, question }: AtWork, member: Visitor): Promise<string> {
  const named = { filename: 'white.png', contentType: 'image/png' };
  await member.upload(`/forms/${form.id}/questions/${question.id}/prompt`, await scriptedPicture(), named);
  const { id } = (await world.db('clips').where({ kind: 'image' }).first('id')) as { id: string };
  return id;
}

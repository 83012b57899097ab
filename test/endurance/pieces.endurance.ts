import fs from 'node:fs';
import { expect } from 'chai';
import { issueTicket } from '../../src/media/ticket.ts';
import { anotherTake } from '../media/sender.ts';
import { TusUpload } from '../support/tus.ts';
import { atWork, type AtWork } from './at-work.ts';
import { mebibyte, noise } from './noise.ts';
import { promise } from './report/promise.ts';

const rounds = 40;
const promised = 'Duplicate, reordered, oversize and parallel pieces do no harm';

promise(promised, 'a sender that repeats itself, skips or sends too much is refused', 2, async (line) => {
  const { world, server } = await atWork();
  const piece = noise(16_384);
  const clip = await anotherTake(world, 4 * piece.length);
  const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
  await upload.send(piece);
  const duplicate = await upload.patch(0, piece);
  const reordered = await upload.patch(3 * piece.length, piece);
  const oversize = await upload.patch(piece.length, noise(3 * piece.length + 1));
  line.did('A piece sent again, one out of order, one beyond the ticket.');
  const statuses = [duplicate, reordered, oversize].map(({ status }) => status);
  line.found(statuses.join(', '));
  expect(statuses).to.deep.equal([409, 409, 413]);
  const kept = fs.readFileSync(`${world.storage.uploads}/${upload.id}`);
  expect(kept.equals(piece)).to.equal(true);
  expect(await upload.offset()).to.equal(piece.length);
});

promise(promised, 'two tabs that send at the same time do not mix their bytes', 3, async (line) => {
  const working = await atWork();
  const outcomes: Outcome[] = [];
  for (let round = 0; round < rounds; round++) outcomes.push(await sendTwo(working));
  const statuses = new Set(outcomes.map(({ statuses }) => statuses.toSorted((a, b) => a - b).join(' and ')));
  const mixed = outcomes.filter(({ isMixed }) => isMixed).length;
  line.did(`Two pieces for the same place at once, ${rounds} times.`);
  line.found(`${[...statuses].join('; ')}, ${mixed} with mixed bytes`);
  expect([...statuses]).to.deep.equal(['204 and 409']);
  expect(mixed).to.equal(0);
});

interface Outcome {
  statuses: number[];
  isMixed: boolean;
}

async function sendTwo({ world, server }: AtWork): Promise<Outcome> {
  const clip = await anotherTake(world, mebibyte);
  const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
  const pieces = [noise(mebibyte), noise(mebibyte)];
  const statuses = await Promise.all(pieces.map((piece) => answered(upload, piece)));
  const accepted = pieces[statuses.indexOf(204)] ?? new Uint8Array();
  return { statuses, isMixed: !fs.readFileSync(world.storage.clip(clip.id, 'original')).equals(accepted) };
}

/** A refusal may come before the whole piece was read, which some clients take for a broken connection. */
async function answered(upload: TusUpload, piece: Uint8Array<ArrayBuffer>): Promise<number> {
  const send = () => upload.patch(0, piece, piece.length);
  return (await send().catch(send)).status;
}

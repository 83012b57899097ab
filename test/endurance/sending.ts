import fs from 'node:fs';
import { createClip, getClip, type Clip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { transcode } from '../../src/media/transcode.ts';
import { findJob, type JobRow } from '../../src/platform/jobs/queue.ts';
import { TusUpload } from '../support/tus.ts';
import type { AtWork } from './at-work.ts';

/** Sends a file as the recording of a form's question, which every member may see. */
export async function sendFile({ world, server }: AtWork, file: string): Promise<Clip> {
  const owner = { ownerKind: 'prompt', ownerId: 'endurance', kind: 'video' } as const;
  const clip = await createClip(world.db, world.clock, { ...owner, maxBytes: 4e9 });
  const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
  const bytes = new Uint8Array(fs.readFileSync(file));
  await upload.send(bytes, bytes.length);
  return clip;
}

export async function stateOf({ world }: AtWork, { id }: Clip): Promise<Clip['state']> {
  return (await getClip(world.db, id)).state;
}

export async function jobOf({ world }: AtWork, { id }: Clip): Promise<JobRow> {
  return (await findJob(world.db, transcode.name, id))!;
}

import fs from 'node:fs/promises';
import type { Member } from '../accounts/member.ts';
import { timestamp, type Clock } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import * as store from './store.ts';

export type ClipKind = 'video' | 'audio' | 'file' | 'image';

/** `failed`: the original is kept, but no rendition could be made. */
export type ClipState = 'uploading' | 'uploaded' | 'ready' | 'failed';

/** One uploaded piece of media; its original and renditions lie in `storage/clips/<id>/`. */
export interface Clip {
  id: string;
  /** What it belongs to: `take`, `prompt`, … with that thing's id. */
  ownerKind: string;
  ownerId: string;
  kind: ClipKind;
  state: ClipState;
  uploadId: string | null;
  /** As the browser said; never served. */
  mime: string | null;
  originalName: string | null;
  maxBytes: number;
  maxSeconds: number | null;
  bytes: number | null;
  /** What the recorder counted; `seconds` is what there is. */
  declaredSeconds: number | null;
  seconds: number | null;
  width: number | null;
  height: number | null;
  hasAudio: boolean | null;
  videoCodec: string | null;
  /** Whether there are pictures of its moments to find one's place by. */
  hasStoryboard: boolean;
  /** How much of it is silence; null where nobody has looked for any. */
  silentSeconds: number | null;
  /** There is clearly less than was declared: the end is missing. */
  partial: boolean;
  /** Why there is no rendition, in words for people. */
  error: string | null;
  /** Of a further part of a recording, from 2; null otherwise. See parts.ts. */
  partNumber: number | null;
  /** Counts what arrived: renditions of an earlier one are to be made anew. */
  revision: number;
  /** What was made of it takes so much; null where nobody has counted. */
  renditionBytes: number | null;
  /** Of which moment its poster is, where somebody chose one. */
  posterSeconds: number | null;
  createdAt: string;
  uploadedAt: string | null;
  /** When the sender's hashes were found to match what is here. */
  confirmedAt: string | null;
  /** Since when only what was made of it is left. */
  originalDeletedAt: string | null;
}

export type NewClip = Pick<Clip, 'ownerKind' | 'ownerId' | 'kind' | 'maxBytes'> &
  Partial<Pick<Clip, 'id' | 'maxSeconds' | 'mime' | 'originalName' | 'partNumber'>>;

/** Runs when a clip's renditions are there, in the job that made them; may run twice. */
export const clipReady = new Hook<[Deps, Clip], Promise<void>>('clipReady');

/** The clip as a member, or nobody in particular, may see it; undefined where they may not. */
export const clipAccess = new Hook<[Deps, Member | undefined, Clip], Promise<Clip | undefined>>('clipAccess');

/** A clip whose bytes are still to come. */
export async function createClip(db: Db, clock: Clock, fields: NewClip): Promise<Clip> {
  const id = fields.id ?? newId();
  await store.insertClip(db, { ...fields, id, state: 'uploading', createdAt: timestamp(clock) });
  return getClip(db, id);
}

export function findClip(db: Db, id: string): Promise<Clip | undefined> {
  return store.findClip(db, id);
}

/** @throws NotFound */
export async function getClip(db: Db, id: string): Promise<Clip> {
  const clip = await store.findClip(db, id);
  if (!clip) throw new NotFound();
  return clip;
}

/** Through what the viewer may see. @throws NotFound, also for a clip that exists but is not theirs to see */
export async function getVisibleClip(deps: Deps, viewer: Member | undefined, id: string): Promise<Clip> {
  const visible = await clipAccess.run(deps, viewer, await getClip(deps.db, id));
  if (!visible) throw new NotFound();
  return visible;
}

export function clipsOfOwner(db: Db, ownerKind: string, ownerId: string): Promise<Clip[]> {
  return store.listClipsOfOwner(db, ownerKind, ownerId);
}

/** The row first: what nobody can find any more, nobody can be served while its files go. */
export async function deleteClip(deps: Deps, id: string): Promise<void> {
  for (const part of await store.listClipsOfOwner(deps.db, 'part', id)) await deleteClip(deps, part.id);
  await store.deleteClip(deps.db, id);
  await fs.rm(deps.storage.clip(id), { recursive: true, force: true });
}

/** True for what has a picture or sound that plays. */
export function isRecording(clip: Pick<Clip, 'kind'>): boolean {
  return clip.kind === 'video' || clip.kind === 'audio';
}

/** Clearly less than was declared: more than a second and a twentieth of it are missing. */
export function isPartial({ seconds, declaredSeconds, maxSeconds }: Lengths): boolean {
  if (seconds === null || declaredSeconds === null) return false;
  const expected = Math.min(declaredSeconds, maxSeconds ?? Infinity);
  return expected - seconds > Math.max(1, expected / 20);
}

type Lengths = Pick<Clip, 'seconds' | 'declaredSeconds' | 'maxSeconds'>;

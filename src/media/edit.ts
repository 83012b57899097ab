import type { Db } from '../platform/database.ts';
import type { Region } from '../platform/redaction.ts';
import type { Stretch } from '../platform/silence.ts';
import type { Clip } from './clip.ts';
import * as store from './edit.store.ts';

export type { Region } from '../platform/redaction.ts';

/** What was made of an edit, where it differs from what was made of the recording. */
export type MadeEdit = Pick<Clip, 'seconds' | 'width' | 'height' | 'silentSeconds' | 'hasStoryboard'>;

/** What is taken out of a recording. All times are seconds of the whole recording, whatever is cut out of it. */
export interface Edit {
  clipId: string;
  /** What is taken out; ascending, apart from each other. */
  cuts: Stretch[];
  regions: Region[];
  /** When nothing is to be heard. */
  mutes: Stretch[];
  /** Counts what was saved; 0 where nothing ever was. */
  revision: number;
  /** Of which revision there is a film; null where of none. */
  madeRevision: number | null;
  made: MadeEdit | null;
  /** Why there is no film of it, in words for people. */
  error: string | null;
  updatedAt: string;
  /** Since when only what is left of the recording is there: nothing can be taken back. */
  wholeRemovedAt: string | null;
}

/** What is absent stays as it is. */
export type EditChange = Partial<Pick<Edit, 'cuts' | 'regions' | 'mutes'>>;

/** Of a clip that was never edited: one that takes nothing out. */
export async function getEdit(db: Db, clipId: string): Promise<Edit> {
  return (await store.findEdit(db, clipId)) ?? { ...untouched, clipId };
}

const untouched = {
  cuts: [],
  regions: [],
  mutes: [],
  revision: 0,
  madeRevision: null,
  made: null,
  error: null,
  updatedAt: '',
  wholeRemovedAt: null,
};

/** True for what nobody but its author may see whole. */
export function takesOut({ cuts, regions, mutes }: Pick<Edit, 'cuts' | 'regions' | 'mutes'>): boolean {
  return cuts.length + regions.length + mutes.length > 0;
}

/** What others see of a recording: all of it, its edited film, or nothing until there is one. */
export type Showing = 'whole' | 'edited' | 'preparing' | 'failed';

export function showingOf(edit: Edit): Showing {
  if (!takesOut(edit)) return 'whole';
  if (edit.madeRevision === edit.revision) return 'edited';
  return edit.error === null ? 'preparing' : 'failed';
}

/** Only what is shown to others by choice, long after it was recorded: an answer stays as it was given. */
export function canBeEdited({ ownerKind }: Pick<Clip, 'ownerKind'>): boolean {
  return ownerKind === 'message';
}

/** The clip as others see it: as long as what is left of it. While that is being made there is nothing to be seen. */
export async function asShown(db: Db, clip: Clip): Promise<Clip & { showing: Showing }> {
  const edit = await getEdit(db, clip.id);
  const showing = showingOf(edit);
  return { ...clip, ...(showing === 'edited' && edit.made), showing };
}

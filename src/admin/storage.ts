import { readSettings } from '../accounts/settings.ts';
import { spaceOfMedia, type MediaSpace } from '../media/space.ts';
import type { Deps } from '../platform/deps.ts';
import { databaseBytes, isLow, reservedBytes, roomOf, type Room } from '../platform/disk.ts';

/** The disk that holds everything, and what takes how much of it, in bytes. */
export interface StorageView extends MediaSpace {
  room: Room;
  isLow: boolean;
  database: number;
  reserved: number;
  /** Days; null while originals are kept. */
  deleteOriginalsAfterDays: number | null;
}

export async function viewStorage(deps: Deps): Promise<StorageView> {
  const { db, storage } = deps;
  const [room, media, database, settings] = await Promise.all([
    roomOf(storage),
    spaceOfMedia(deps),
    databaseBytes(storage),
    readSettings(db),
  ]);
  return { ...media, ...settings, room, isLow: isLow(room), database, reserved: reservedBytes };
}

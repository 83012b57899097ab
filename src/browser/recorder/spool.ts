import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** What this device remembers of a take until the server has confirmed all of it. */
export interface SpooledTake {
  takeId: string;
  responseId: string;
  questionId: string;
  kind: 'video' | 'voice';
  mime: string;
  /** When it began, ISO 8601. */
  startedAt: string;
  ticket: string;
  /** Where the upload goes on; undefined before its first byte. */
  uploadUrl?: string;
  /** Its length, once it has been stopped. */
  seconds?: number;
}

/** What MediaRecorder gave in about a second, in order from 0. */
export interface SpooledPiece {
  takeId: string;
  index: number;
  /** Not a Blob: Safari loses those in IndexedDB. */
  data: ArrayBuffer;
  /** Of the data, hex. */
  sha256: string;
}

export interface Spool {
  keep(take: SpooledTake): Promise<void>;
  append(piece: SpooledPiece): Promise<void>;
  listTakes(responseId: string): Promise<SpooledTake[]>;
  /** All pieces, without their data. */
  listPieces(takeId: string): Promise<{ bytes: number; sha256: string }[]>;
  data(takeId: string, index: number): Promise<ArrayBuffer>;
  forget(takeId: string): Promise<void>;
}

let opened: Promise<Spool> | undefined;

/** In IndexedDB, so that a reload or a crash loses nothing; in memory where a browser refuses that (private windows). */
export function openSpool(): Promise<Spool> {
  opened ??= openDB<SpoolSchema>('reelay', 1, {
    upgrade(db) {
      db.createObjectStore('takes', { keyPath: 'takeId' });
      db.createObjectStore('pieces', { keyPath: ['takeId', 'index'] });
    },
  }).then(
    (db) => new StoredSpool(db),
    () => new MemorySpool(),
  );
  return opened;
}

interface SpoolSchema extends DBSchema {
  takes: { key: string; value: SpooledTake };
  pieces: { key: [string, number]; value: SpooledPiece };
}

class StoredSpool implements Spool {
  readonly #db: IDBPDatabase<SpoolSchema>;

  constructor(db: IDBPDatabase<SpoolSchema>) {
    this.#db = db;
  }

  async keep(take: SpooledTake): Promise<void> {
    await this.#db.put('takes', take);
  }

  async append(piece: SpooledPiece): Promise<void> {
    await this.#db.put('pieces', piece);
  }

  async listTakes(responseId: string): Promise<SpooledTake[]> {
    const takes = await this.#db.getAll('takes');
    return takes.filter((take) => take.responseId === responseId);
  }

  async listPieces(takeId: string): Promise<{ bytes: number; sha256: string }[]> {
    const pieces = [];
    let cursor = await this.#db.transaction('pieces').store.openCursor(allOf(takeId));
    for (; cursor; cursor = await cursor.continue()) {
      pieces.push({ bytes: cursor.value.data.byteLength, sha256: cursor.value.sha256 });
    }
    return pieces;
  }

  async data(takeId: string, index: number): Promise<ArrayBuffer> {
    return (await this.#db.get('pieces', [takeId, index]))?.data ?? new ArrayBuffer(0);
  }

  async forget(takeId: string): Promise<void> {
    const transaction = this.#db.transaction(['takes', 'pieces'], 'readwrite');
    await transaction.objectStore('takes').delete(takeId);
    await transaction.objectStore('pieces').delete(allOf(takeId));
    await transaction.done;
  }
}

function allOf(takeId: string): IDBKeyRange {
  return IDBKeyRange.bound([takeId, 0], [takeId, Infinity]);
}

class MemorySpool implements Spool {
  readonly #takes = new Map<string, SpooledTake>();
  readonly #pieces = new Map<string, SpooledPiece[]>();

  async keep(take: SpooledTake): Promise<void> {
    this.#takes.set(take.takeId, take);
  }

  async append(piece: SpooledPiece): Promise<void> {
    this.#pieces.set(piece.takeId, [...(this.#pieces.get(piece.takeId) ?? []), piece]);
  }

  async listTakes(responseId: string): Promise<SpooledTake[]> {
    return [...this.#takes.values()].filter((take) => take.responseId === responseId);
  }

  async listPieces(takeId: string): Promise<{ bytes: number; sha256: string }[]> {
    return (this.#pieces.get(takeId) ?? []).map(({ data, sha256 }) => ({ bytes: data.byteLength, sha256 }));
  }

  async data(takeId: string, index: number): Promise<ArrayBuffer> {
    return this.#pieces.get(takeId)?.[index]?.data ?? new ArrayBuffer(0);
  }

  async forget(takeId: string): Promise<void> {
    this.#takes.delete(takeId);
    this.#pieces.delete(takeId);
  }
}

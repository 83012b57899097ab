import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A part of a take: from 1, the further ones after interruptions. */
export interface PartKey {
  takeId: string;
  part: number;
}

/** What this device remembers of a part until the server has confirmed all of it. */
export interface SpooledPart extends PartKey {
  responseId: string;
  questionId: string;
  kind: 'video' | 'voice' | 'file';
  mime: string;
  /** When it began, ISO 8601. */
  startedAt: string;
  /** Empty while the server has not heard of this part. */
  ticket: string;
  /** Where the upload goes on; undefined before its first byte. */
  uploadUrl?: string;
  /** Its length, once it has been stopped. */
  seconds?: number;
  /** Chosen and not recorded: half of it is worth nothing. */
  isFile?: boolean;
}

/** What MediaRecorder gave in about a second, in order from 0. */
export interface SpooledPiece extends PartKey {
  index: number;
  /** Not a Blob: Safari loses those in IndexedDB. */
  data: ArrayBuffer;
  /** Of the data, hex. */
  sha256: string;
}

export interface Spool {
  keep(part: SpooledPart): Promise<void>;
  append(piece: SpooledPiece): Promise<void>;
  /** Of all takes of a response, in the order in which they were begun. */
  listParts(responseId: string): Promise<SpooledPart[]>;
  /** All pieces, without their data. */
  listPieces(of: PartKey): Promise<{ bytes: number; sha256: string }[]>;
  data(of: PartKey, index: number): Promise<ArrayBuffer>;
  forget(part: PartKey): Promise<void>;
}

let opened: Promise<Spool> | undefined;

/** In IndexedDB, so that a reload or a crash loses nothing; in memory where a browser refuses that (private windows). */
export function openSpool(): Promise<Spool> {
  opened ??= openDB<SpoolSchema>('reelay-spool', 1, {
    upgrade(db) {
      db.createObjectStore('parts', { keyPath: ['takeId', 'part'] });
      db.createObjectStore('pieces', { keyPath: ['takeId', 'part', 'index'] });
    },
  }).then(
    (db) => new StoredSpool(db),
    () => new MemorySpool(),
  );
  return opened;
}

interface SpoolSchema extends DBSchema {
  parts: { key: [string, number]; value: SpooledPart };
  pieces: { key: [string, number, number]; value: SpooledPiece };
}

class StoredSpool implements Spool {
  readonly #db: IDBPDatabase<SpoolSchema>;

  constructor(db: IDBPDatabase<SpoolSchema>) {
    this.#db = db;
  }

  async keep(part: SpooledPart): Promise<void> {
    await this.#db.put('parts', part);
  }

  async append(piece: SpooledPiece): Promise<void> {
    await this.#db.put('pieces', piece);
  }

  async listParts(responseId: string): Promise<SpooledPart[]> {
    return inOrder(await this.#db.getAll('parts'), responseId);
  }

  async listPieces(of: PartKey): Promise<{ bytes: number; sha256: string }[]> {
    const pieces = [];
    let cursor = await this.#db.transaction('pieces').store.openCursor(allOf(of));
    for (; cursor; cursor = await cursor.continue()) {
      pieces.push({ bytes: cursor.value.data.byteLength, sha256: cursor.value.sha256 });
    }
    return pieces;
  }

  async data({ takeId, part }: PartKey, index: number): Promise<ArrayBuffer> {
    return (await this.#db.get('pieces', [takeId, part, index]))?.data ?? new ArrayBuffer(0);
  }

  async forget({ takeId, part }: PartKey): Promise<void> {
    const transaction = this.#db.transaction(['parts', 'pieces'], 'readwrite');
    await transaction.objectStore('parts').delete([takeId, part]);
    await transaction.objectStore('pieces').delete(allOf({ takeId, part }));
    await transaction.done;
  }
}

function allOf({ takeId, part }: PartKey): IDBKeyRange {
  return IDBKeyRange.bound([takeId, part, 0], [takeId, part, Infinity]);
}

/** Take ids are ordered by time. */
function inOrder(parts: SpooledPart[], responseId: string): SpooledPart[] {
  const own = parts.filter((part) => part.responseId === responseId);
  return own.toSorted((a, b) => (a.takeId === b.takeId ? a.part - b.part : a.takeId < b.takeId ? -1 : 1));
}

class MemorySpool implements Spool {
  readonly #parts = new Map<string, SpooledPart>();
  readonly #pieces = new Map<string, SpooledPiece[]>();

  async keep(part: SpooledPart): Promise<void> {
    this.#parts.set(named(part), part);
  }

  async append(piece: SpooledPiece): Promise<void> {
    this.#pieces.set(named(piece), [...(this.#pieces.get(named(piece)) ?? []), piece]);
  }

  async listParts(responseId: string): Promise<SpooledPart[]> {
    return inOrder([...this.#parts.values()], responseId);
  }

  async listPieces(of: PartKey): Promise<{ bytes: number; sha256: string }[]> {
    return (this.#pieces.get(named(of)) ?? []).map(({ data, sha256 }) => ({ bytes: data.byteLength, sha256 }));
  }

  async data(of: PartKey, index: number): Promise<ArrayBuffer> {
    return this.#pieces.get(named(of))?.[index]?.data ?? new ArrayBuffer(0);
  }

  async forget(part: PartKey): Promise<void> {
    this.#parts.delete(named(part));
    this.#pieces.delete(named(part));
  }
}

/** For a file that there is no room to copy: read where it lies, for as long as the page lives. */
export function fileSpool(file: File, pieceBytes: number): Spool {
  const spool = new MemorySpool();
  return Object.assign(spool, {
    append: async () => {},
    data: (_of: PartKey, index: number) => file.slice(index * pieceBytes, (index + 1) * pieceBytes).arrayBuffer(),
  });
}

function named({ takeId, part }: PartKey): string {
  return `${takeId} ${part}`;
}

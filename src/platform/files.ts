import fs from 'node:fs';
import path from 'node:path';
import { newId } from './ids.ts';

/** Where things lie under the storage folder. */
export class Storage {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
    for (const folder of ['db', 'clips', 'tmp']) fs.mkdirSync(path.join(root, folder), { recursive: true });
  }

  get database(): string {
    return path.join(this.root, 'db', 'reelay.sqlite');
  }

  get throttleDatabase(): string {
    return path.join(this.root, 'db', 'throttle.sqlite');
  }

  get secretKey(): string {
    return path.join(this.root, 'secret.key');
  }

  get uploads(): string {
    return path.join(this.root, 'tmp', 'uploads');
  }

  /** A name in tmp that nobody else uses; on the same file system as the clips, so that a rename is atomic. */
  temporary(extension = ''): string {
    return path.join(this.root, 'tmp', newId() + extension);
  }

  /** Copies of the database from before upgrades. */
  get upgrades(): string {
    return path.join(this.root, 'upgrades');
  }

  clip(clipId: string, name = ''): string {
    if (!/^[0-9a-z]{26}$/.test(clipId)) throw new Error('Not a clip id');
    return path.join(this.root, 'clips', clipId, name);
  }
}

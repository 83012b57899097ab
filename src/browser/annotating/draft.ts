import type { Mark } from './mark.ts';

/** What is not on the server yet, with what it was drawn on. */
export interface Draft {
  marks: Mark[];
  /** As JSON, what the server had. */
  base: string;
}

/** Kept in this tab: it is there after a reload, and gone once the server has it. */
export class DraftStore {
  readonly #key: string;

  constructor(address: string) {
    this.#key = `annotations ${address}`;
  }

  read(): Draft | undefined {
    const kept = sessionStorage.getItem(this.#key);
    return kept === null ? undefined : (JSON.parse(kept) as Draft);
  }

  /** False when the tab has no room for it. */
  keep(draft: Draft): boolean {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  forget(): void {
    sessionStorage.removeItem(this.#key);
  }
}

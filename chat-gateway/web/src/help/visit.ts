import type { About, OpenContact } from '../api/names';
import type { DangerMemory } from './danger-call';

/** What this tab must remember to go on after a reload; nothing that was said. */
export interface Visit {
  /** Set while the contact is being opened, so that a reload asks with the same id. */
  opening?: OpenContact | undefined;
  /** The contact that this tab had before, as proof that it is the same person. */
  after?: OpenContact['after'] | undefined;
  contactId?: string;
  token?: string;
  /** Entries up to this number stay folded: they were said before coming back by code. */
  folded?: number;
  /** What was told of this person, before and while waiting. */
  about?: About;
  /** What of it the server has not heard yet. */
  untold?: About;
  /** Entries up to this number are kept from new volunteers. */
  hiddenAt?: number;
  /** The language in which the server speaks in this contact. */
  language?: string;
  /** The danger report that is not yet answered, or was and is not taken back. */
  danger?: DangerMemory;
}

const KEY = 'visit';

/**
 * The visit in `sessionStorage`, and only there. Opening the page anew forgets it; a reload, or a
 * tab that the browser put to sleep and brings back, goes on.
 */
export class VisitStore {
  constructor(private readonly storage: Storage) {}

  load(navigation: string, wasDiscarded: boolean): Visit {
    if (navigation === 'navigate' && !wasDiscarded) {
      this.clear();
      return {};
    }
    try {
      return (JSON.parse(this.storage.getItem(KEY) ?? '{}') ?? {}) as Visit;
    } catch {
      return {};
    }
  }

  save(visit: Visit): void {
    try {
      this.storage.setItem(KEY, JSON.stringify(visit));
    } catch {
      // forbidden storage: a reload will not resume, everything else works
    }
  }

  /** Nothing of this tab remains. */
  clear(): void {
    try {
      this.storage.clear();
    } catch {
      // forbidden storage holds nothing
    }
  }
}

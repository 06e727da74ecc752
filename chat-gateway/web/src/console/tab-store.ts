const PREFIX = 'desk.';

/**
 * What one person keeps in this tab: unsent words, drafts, the choice of chats at once. It outlives
 * a reload, ends with the tab and with logging out, and is never shown to another person.
 */
export class TabStore {
  private readonly prefix: string;

  constructor(
    private readonly storage: Storage,
    person: string,
  ) {
    this.prefix = `${PREFIX}${person}.`;
    clear(storage, (key) => !key.startsWith(this.prefix));
  }

  get(key: string): string | undefined {
    try {
      return this.storage.getItem(this.prefix + key) ?? undefined;
    } catch {
      return undefined; // storage is forbidden: the page itself still knows
    }
  }

  /** An empty value removes it. */
  set(key: string, value: string): void {
    try {
      if (value === '') this.storage.removeItem(this.prefix + key);
      else this.storage.setItem(this.prefix + key, value);
    } catch {
      // storage is forbidden or full: the page itself still knows
    }
  }

  /** The full key, for those who use the storage themselves. */
  keyOf(key: string): string {
    return this.prefix + key;
  }
}

/** Removes what anybody kept in this tab. */
export function forgetPeople(storage: Storage): void {
  clear(storage, () => true);
}

function clear(storage: Storage, which: (key: string) => boolean): void {
  try {
    const keys = Array.from({ length: storage.length }, (_, n) => storage.key(n) ?? '');
    for (const key of keys) if (key.startsWith(PREFIX) && which(key)) storage.removeItem(key);
  } catch {
    // storage is forbidden: there is nothing in it
  }
}

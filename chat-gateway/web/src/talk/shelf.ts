import type { Shelf, Unsent } from './conversation';

/**
 * Unsent words in the tab's own storage: they outlive a reload and nothing else. A browser that
 * forbids storage loses them with the page, not before.
 */
export function tabShelf(storage: Storage, key: string): Shelf {
  return {
    load() {
      try {
        const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
        return Array.isArray(kept) ? kept.filter(isUnsent) : [];
      } catch {
        return [];
      }
    },
    save(unsent) {
      try {
        if (unsent.length === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(unsent));
      } catch {
        // storage is forbidden or full: memory still has them
      }
    },
  };
}

function isUnsent(value: unknown): value is Unsent {
  const one = value as Partial<Unsent> | null;
  return typeof one?.id === 'string' && typeof one.text === 'string';
}

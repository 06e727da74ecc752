import type { Entry, State } from '../api/names';

/** A change of volunteer, as the person who is left should hear of it. */
export interface Change {
  /** The new volunteer; undefined while nobody has come yet. */
  alias: string | undefined;
  /** Another one has been asked; the present volunteer stays until they come. */
  coming?: true;
  /** What was said before, up to this number, may be kept from them. */
  boundary: number;
  /** It is kept from them. */
  kept: boolean;
}

/** The change that is going on, or the last one; undefined when there was none. */
export function changeOf(
  entries: readonly Entry[],
  state: State | undefined,
  hiddenAt: number,
): Change | undefined {
  const changes = entries.filter((entry) => entry.kind === 'changed');
  const last = changes[changes.length - 1];
  const head = entries[entries.length - 1]?.seq ?? 0;
  if (state?.situation === 'handing') {
    const kept = hiddenAt > (last?.seq ?? 0);
    return { alias: undefined, coming: true, boundary: Math.max(head, 1), kept };
  }
  if (state?.stage === 'waiting' || state?.stage === 'connecting') {
    const had = last !== undefined || entries.some((entry) => entry.from === 'volunteer');
    return had ? { alias: undefined, boundary: head, kept: hiddenAt > (last?.seq ?? 0) } : undefined;
  }
  if (!last) return undefined;
  const before = changes[changes.length - 2]?.seq ?? 0;
  return { alias: last.text, boundary: last.seq, kept: hiddenAt > before };
}

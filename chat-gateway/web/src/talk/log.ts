import type { Entry } from '../api/names';

/** Entries that came too early are kept up to this many; the rest is fetched again anyway. */
const AHEAD_MAX = 500;

/** The entries of one contact in the order of `seq`, without holes and without doubles. */
export class Log {
  readonly entries: Entry[] = [];
  private readonly ahead = new Map<number, Entry>();

  /** The last number up to which nothing is missing. */
  get last(): number {
    return this.entries.length === 0 ? 0 : this.entries[this.entries.length - 1]!.seq;
  }

  /** What was said up to this number is not to be read here any more; that it was said stays. */
  hide(to: number): void {
    for (const [i, entry] of this.entries.entries()) {
      if (entry.seq > to) break;
      if (entry.kind !== 'changed') this.entries[i] = hidden(entry);
    }
    for (const [seq, entry] of this.ahead) {
      if (seq <= to && entry.kind !== 'changed') this.ahead.set(seq, hidden(entry));
    }
  }

  /** False when something before this entry is still missing. */
  apply(entry: Entry): boolean {
    if (entry.seq <= this.last) return true;
    if (entry.seq > this.last + 1) {
      if (this.ahead.size < AHEAD_MAX) this.ahead.set(entry.seq, entry);
      return false;
    }
    this.entries.push(entry);
    for (let next = this.ahead.get(this.last + 1); next; next = this.ahead.get(this.last + 1)) {
      this.ahead.delete(next.seq);
      this.entries.push(next);
    }
    return this.ahead.size === 0;
  }
}

function hidden({ seq, id, from, at }: Entry): Entry {
  return { seq, id, from, at, kind: 'hidden', text: '' };
}

import type { WrapUpRecord } from '../api/names';
import type { Cancel, Clock } from '../talk/clock';
import type { TabStore } from './tab-store';

/** A pause in typing as long as this is saved. */
const SAVE_AFTER_MS = 800;

export type Fate = 'empty' | 'writing' | 'saved';
type Field = keyof WrapUpRecord;

export interface RecordDraftOptions {
  /** Sends fields to the server, which puts them into the record; false when it refused them. */
  save(fields: WrapUpRecord): Promise<boolean>;
  clock: Clock;
  store: TabStore;
  key: string;
  onChange(): void;
}

/**
 * A record while it is written. After each pause in typing the fields that changed are saved on the
 * server, one frame each, because a frame is small. What is not saved yet also lies in the tab, so
 * that neither a reload nor a broken line loses a word.
 */
export class RecordDraft {
  record: WrapUpRecord = {};
  private recalledOnce = false;
  private readonly unsaved = new Set<Field>();
  private timer: Cancel | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly options: RecordDraftOptions) {
    const kept = options.store.get(options.key);
    if (kept === undefined) return;
    this.record = parsed(kept);
    for (const field of Object.keys(this.record) as Field[]) this.unsaved.add(field);
    this.saveSoon();
  }

  get fate(): Fate {
    if (this.unsaved.size > 0) return 'writing';
    return Object.keys(this.record).length > 0 ? 'saved' : 'empty';
  }

  /** What the server has; words in this tab are newer and stay. */
  recalled(record: WrapUpRecord): void {
    if (this.recalledOnce) return;
    this.recalledOnce = true;
    this.record = { ...record, ...this.unsavedPart() };
    this.options.onChange();
  }

  write(change: WrapUpRecord): void {
    this.record = { ...this.record, ...change };
    for (const field of Object.keys(change) as Field[]) this.unsaved.add(field);
    this.keep();
    this.saveSoon();
    this.options.onChange();
  }

  /** Saves at once what is not saved yet. */
  flush(): Promise<void> {
    this.timer?.();
    this.running ??= this.saveAll().finally(() => (this.running = undefined));
    return this.running;
  }

  /** The contact is over or not ours: nothing of it stays in this tab. */
  drop(): void {
    this.timer?.();
    this.unsaved.clear();
    this.options.store.set(this.options.key, '');
  }

  private saveSoon(): void {
    this.timer?.();
    this.timer = this.options.clock.after(SAVE_AFTER_MS, () => void this.flush());
  }

  private async saveAll(): Promise<void> {
    for (let field = this.first(); field; field = this.first()) {
      const value = this.record[field];
      const saved = await this.options.save({ [field]: value });
      if (!saved) break; // refused: it stays in the tab, and the next change tries again
      if (this.record[field] === value) this.unsaved.delete(field);
      this.keep();
    }
    this.options.onChange();
  }

  private first(): Field | undefined {
    return [...this.unsaved][0];
  }

  private keep(): void {
    const part = this.unsavedPart();
    this.options.store.set(this.options.key, this.unsaved.size > 0 ? JSON.stringify(part) : '');
  }

  private unsavedPart(): WrapUpRecord {
    return Object.fromEntries([...this.unsaved].map((field) => [field, this.record[field]]));
  }
}

function parsed(text: string): WrapUpRecord {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as WrapUpRecord) : {};
  } catch {
    return {};
  }
}

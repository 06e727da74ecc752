import type { Clock } from '../src/talk/clock';
import type { Socket } from '../src/talk/link';
import type { Shelf, Unsent } from '../src/talk/conversation';

/** Time that only moves when the test says so. */
export class TestClock implements Clock {
  private time = 1_000_000;
  private timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** Moves on, running what falls due in its order, and lets promises settle. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    for (;;) {
      await settle();
      const due = this.timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers = this.timers.filter((one) => one !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
    }
    this.time = until;
    await settle();
  }

  /** The device slept: time went on and no timer ran. What is overdue runs at the next pass. */
  sleep(milliseconds: number): void {
    this.time += milliseconds;
  }
}

export async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

export class FakeSocket implements Socket {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: { type: string; id: string; [key: string]: unknown }[] = [];
  closedByPage = false;
  /** A dead line that still says it is open. */
  mute = false;

  send(text: string): void {
    const frame = JSON.parse(text);
    this.sent.push(frame);
    if (frame.type === 'ping' && !this.mute) this.says({ type: 'pong' });
  }

  close(): void {
    this.closedByPage = true;
  }

  opens(): void {
    this.onopen?.(undefined as never);
  }

  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  drops(code = 1006): void {
    this.onclose?.({ code });
  }

  ofType(type: string): { type: string; id: string; [key: string]: unknown }[] {
    return this.sent.filter((frame) => frame.type === type);
  }
}

export class MemoryShelf implements Shelf {
  kept: Unsent[] = [];

  load(): Unsent[] {
    return structuredClone(this.kept);
  }

  save(unsent: readonly Unsent[]): void {
    this.kept = structuredClone([...unsent]);
  }
}

/** Storage in memory, with the parts that the pages use. */
export function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (n: number) => [...kept.keys()][n] ?? null,
    get length() {
      return kept.size;
    },
  };
}

export function numberedIds(): () => string {
  let last = 0;
  return () => `id-${++last}`;
}

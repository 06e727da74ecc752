import type { Ack, ErrorFrame } from '../api/names';
import type { Cancel, Clock } from './clock';

/** Answered with an error that will not change. */
export class Answered extends Error {
  constructor(
    readonly code: string,
    readonly detail: string | undefined,
  ) {
    super(code);
  }
}

/** Errors after which the very same frame is sent again. */
const PASSING = new Set(['unavailable', 'too-fast']);
/** On an open line an answer that does not come is asked for again: the server knows the id. */
const REPEAT_AFTER_MS = 15_000;
const PASSING_REST_MS = 2_000;

interface Pending {
  frame: object;
  resolve(ack: Ack): void;
  reject(error: Answered): void;
  timer: Cancel | undefined;
}

/**
 * Frames that must be answered: each is sent when the line is open, repeated unchanged after every
 * reconnect and after errors that pass, until its `ack` or its final `error` comes.
 */
export class Asks {
  private readonly pending = new Map<string, Pending>();

  constructor(
    private readonly send: (frame: object) => boolean,
    private readonly clock: Clock,
  ) {}

  ask(frame: { type: string; id: string }): Promise<Ack> {
    return new Promise((resolve, reject) => {
      const pending = { frame, resolve, reject, timer: undefined };
      this.pending.set(frame.id, pending);
      this.put(frame.id, pending);
    });
  }

  /** Stops repeating; the promise stays open for ever. */
  forget(id: string): void {
    this.pending.get(id)?.timer?.();
    this.pending.delete(id);
  }

  /** The line is open (again). */
  up(): void {
    for (const [id, pending] of [...this.pending]) this.put(id, pending);
  }

  down(): void {
    for (const pending of this.pending.values()) pending.timer?.();
  }

  /** True when the frame was an answer to something asked here. */
  answer(frame: Ack | ErrorFrame): boolean {
    const id = frame.id;
    const pending = id === undefined ? undefined : this.pending.get(id);
    if (id === undefined || !pending) return false;
    pending.timer?.();
    if (frame.type === 'error' && PASSING.has(frame.code)) {
      pending.timer = this.clock.after(PASSING_REST_MS, () => this.put(id, pending));
      return true;
    }
    this.pending.delete(id);
    if (frame.type === 'ack') pending.resolve(frame);
    else pending.reject(new Answered(frame.code, frame.detail));
    return true;
  }

  private put(id: string, pending: Pending): void {
    pending.timer?.();
    if (!this.send(pending.frame)) return;
    pending.timer = this.clock.after(REPEAT_AFTER_MS, () => {
      if (this.pending.get(id) === pending) this.put(id, pending);
    });
  }
}

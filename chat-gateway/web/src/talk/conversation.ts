import type { Entry, SeekerHears, ConsoleHears } from '../api/names';
import { Answered, type Asks } from './asks';
import type { Cancel, Clock } from './clock';
import { Log } from './log';

/** What somebody wrote that the server has not numbered yet. */
export interface Unsent {
  id: string;
  text: string;
  /** Why the server will not take it; absent while it is still on its way. */
  refused?: string;
}

/** A place for unsent words that survives a reload of the tab. */
export interface Shelf {
  load(): Unsent[];
  save(unsent: readonly Unsent[]): void;
}

export interface ConversationOptions {
  mine: 'seeker' | 'volunteer';
  /** Goes into every frame: the console names the contact, a help seeker has only one. */
  address: { contactId?: string };
  asks: Asks;
  send(frame: object): boolean;
  shelf: Shelf;
  clock: Clock;
  newId(): string;
  onChange(): void;
}

/** A typing notice is shown for so long, and sent at most so often. */
const TYPING_SHOWN_MS = 5_000;
const TYPING_EVERY_MS = 3_000;
const FETCH_LIMIT = 200;
/** A frame may have 16 KiB; the rest is room for its other fields. */
const TEXT_BYTES_MAX = 15_000;
/** As many unsent messages as one tab keeps; more than anybody types while a line is down. */
export const UNSENT_MAX = 200;

type Heard = SeekerHears | ConsoleHears;

/**
 * One conversation as one end sees it. Messages go out one after the other, each repeated with its
 * id until it is answered, so they arrive in the order in which they were typed, each once. Entries
 * are applied in order; a hole is fetched.
 */
export class Conversation {
  readonly log = new Log();
  /** How far the other side has read. */
  readBy = 0;
  private unsent: Unsent[];
  /** The id of the message that is under way. */
  private underWay: string | undefined;
  private fetching: string | undefined;
  private typingUntil = 0;
  private typingTimer: Cancel | undefined;
  private typingSentAt = Number.NEGATIVE_INFINITY;
  private readSent = 0;

  constructor(private readonly options: ConversationOptions) {
    this.unsent = options.shelf.load();
  }

  get last(): number {
    return this.log.last;
  }

  get otherIsTyping(): boolean {
    return this.options.clock.now() < this.typingUntil;
  }

  get waitingToGo(): readonly Unsent[] {
    return this.unsent;
  }

  /** Keeps the words and sends them as soon as there is a line. False when the shelf is full. */
  say(text: string): boolean {
    if (this.unsent.length >= UNSENT_MAX) return false;
    const unsent: Unsent = { id: this.options.newId(), text };
    if (new TextEncoder().encode(JSON.stringify(text)).length > TEXT_BYTES_MAX) {
      unsent.refused = 'too-long';
    }
    this.unsent.push(unsent);
    this.keep();
    this.next();
    this.options.onChange();
    return true;
  }

  /** Takes a refused message off the list. */
  discard(id: string): void {
    this.unsent = this.unsent.filter((one) => one.id !== id);
    this.keep();
    this.options.onChange();
  }

  /** Sends refused words once more, as new ones: the same id would get the same answer. */
  again(id: string): void {
    const refused = this.unsent.find((one) => one.id === id);
    if (!refused) return;
    this.discard(id);
    this.say(refused.text);
  }

  typing(): void {
    const now = this.options.clock.now();
    if (now - this.typingSentAt < TYPING_EVERY_MS) return;
    if (this.options.send({ type: 'typing', ...this.options.address })) this.typingSentAt = now;
  }

  /** Everything up to the last entry was seen by this side. */
  read(): void {
    if (this.last <= this.readSent) return;
    const frame = { type: 'read', ...this.options.address, seq: this.last };
    if (this.options.send(frame)) this.readSent = this.last;
  }

  /** The line is open: go on with what waits. `Asks.up` was called before. */
  up(): void {
    this.readSent = 0;
    this.next();
  }

  /** The line is gone: a fetch under way will not be answered. */
  down(): void {
    if (this.fetching) this.options.asks.forget(this.fetching);
    this.fetching = undefined;
  }

  /** Asks for everything after the last entry without a hole before it. */
  fetch(): void {
    if (this.fetching) return;
    const id = this.options.newId();
    this.fetching = id;
    const frame = { type: 'fetch', id, ...this.options.address, after: this.last, limit: FETCH_LIMIT };
    this.options.asks.ask(frame).then(
      (ack) => {
        if (this.fetching === id) this.fetching = undefined;
        if ((ack.head ?? 0) > this.last) this.fetch();
      },
      () => {
        if (this.fetching === id) this.fetching = undefined;
      },
    );
  }

  /** Takes a frame of this conversation. Answers (`ack`, `error`) go to `Asks`. */
  hear(frame: Heard): void {
    switch (frame.type) {
      case 'message':
        this.apply(frame);
        break;
      case 'typing':
        this.showTyping();
        break;
      case 'read':
        this.readBy = Math.max(this.readBy, frame.seq);
        break;
      case 'resync':
        if (frame.head > this.last) this.fetch();
        break;
      default:
        return;
    }
    this.options.onChange();
  }

  private apply(entry: Entry): void {
    if (entry.from !== this.options.mine && entry.seq > this.last) this.typingUntil = 0;
    if (entry.from === this.options.mine) this.settle(entry.id);
    if (!this.log.apply(entry)) this.fetch();
  }

  private showTyping(): void {
    this.typingUntil = this.options.clock.now() + TYPING_SHOWN_MS;
    this.typingTimer?.();
    this.typingTimer = this.options.clock.after(TYPING_SHOWN_MS, () => this.options.onChange());
  }

  private next(): void {
    if (this.underWay) return;
    const first = this.unsent.find((one) => !one.refused);
    if (!first) return;
    this.underWay = first.id;
    const frame = { type: 'message', id: first.id, ...this.options.address, text: first.text };
    this.options.asks.ask(frame).then(
      (ack) => {
        this.settle(first.id);
        if (ack.seq !== undefined) this.applyOwn(first, ack.seq, ack.at);
        this.options.onChange();
      },
      (error: unknown) => {
        first.refused = error instanceof Answered ? error.code : 'unknown';
        this.underWay = undefined;
        this.keep();
        this.next();
        this.options.onChange();
      },
    );
  }

  private applyOwn(sent: Unsent, seq: number, at: string | undefined): void {
    const when = at ?? new Date(this.options.clock.now()).toISOString();
    const entry: Entry = {
      seq,
      id: sent.id,
      from: this.options.mine,
      kind: 'text',
      text: sent.text,
      at: when,
    };
    if (!this.log.apply(entry)) this.fetch();
  }

  /** The server has this message, by whichever way we heard of it. */
  private settle(id: string): void {
    if (!this.unsent.some((one) => one.id === id)) return;
    this.unsent = this.unsent.filter((one) => one.id !== id);
    this.keep();
    if (this.underWay === id) {
      this.options.asks.forget(id);
      this.underWay = undefined;
      this.next();
    }
  }

  private keep(): void {
    this.options.shelf.save(this.unsent);
  }
}

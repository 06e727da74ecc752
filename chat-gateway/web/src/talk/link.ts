import { json } from '../api/plain';
import type { Cancel, Clock } from './clock';

/** Close codes of the contract. */
export const CLOSE = {
  restart: 1012,
  malformed: 4400,
  notAllowed: 4401,
  tooSlow: 4408,
  displaced: 4409,
  tooLarge: 4413,
  tooFast: 4429,
} as const;

/** Why a link ended for good. */
export type Ending = 'closed' | 'notAllowed' | 'displaced';
export type LinkState = 'idle' | 'connecting' | 'open' | 'lost' | 'ended';

/** The part of a WebSocket that a link uses. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export interface LinkOptions {
  /** Opens a new socket for one attempt. */
  connect(): Socket;
  /** Asked after an attempt that never opened: a browser hides the status of a refused handshake. */
  stillAllowed(): Promise<boolean>;
  onFrame(frame: { type: string }): void;
  onState(state: LinkState, ending?: Ending): void;
  clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
}

/** A ping goes out this often; the server closes a socket that is silent for 30 s. */
const PING_EVERY_MS = 10_000;
/**
 * The first one goes out sooner: from then on the server counts our pings and not what the browser's
 * network does by itself, so that a page that is frozen is missed.
 */
const FIRST_PING_MS = 2_000;
/** A socket that answers nothing for this long after a ping is dead, whatever it says. */
const PONG_WITHIN_MS = 6_000;
/** After waking up a dead socket must be noticed sooner. */
const WAKE_PONG_WITHIN_MS = 2_500;
/** An attempt that is not open by then is given up. */
const CONNECT_WITHIN_MS = 10_000;
const FIRST_RETRY_MS = 600;
const LAST_RETRY_MS = 15_000;
/**
 * Servers that are out of breath may come to a socket of ours that is gone after they came to the
 * next one, and take it for the newer of the two: for so long we come back once by ourselves.
 */
const GIVEN_UP_MS = 60_000;
/** Spread of the return after a restart, so that a whole city does not come back at once. */
const RESTART_SPREAD_MS = 2_500;
/** After being told that we send too much, or what nobody can read. */
const REST_MS = 10_000;

/**
 * One socket that comes back by itself, with jitter, until it is closed or told not to. It notices
 * a dead connection by asking (`ping`), never by trusting the socket's own state: a phone that slept
 * says "open" long after the line is gone.
 */
export class Link {
  state: LinkState = 'idle';
  private socket: Socket | undefined;
  /** Attempts since the last one that opened. */
  private failures = 0;
  /** Frames heard so far, of any kind: what grows is alive. */
  private heardCount = 0;
  /** When the pong that is being waited for is due. */
  private pongDue = Number.POSITIVE_INFINITY;
  /** When a socket last ended that the server did not close. */
  private givenUpAt = Number.NEGATIVE_INFINITY;
  private retry: Cancel | undefined;
  private beat: Cancel | undefined;
  private deadline: Cancel | undefined;

  constructor(private readonly options: LinkOptions) {}

  /** Starts, or starts again after an ending. */
  open(): void {
    if (this.state === 'connecting' || this.state === 'open') return;
    this.failures = 0;
    this.attempt();
  }

  /** Sends when open; false otherwise, and then nothing was sent. */
  send(frame: object): boolean {
    if (this.state !== 'open' || !this.socket) return false;
    this.socket.send(json(frame));
    return true;
  }

  /** Ends for good. */
  close(ending: Ending = 'closed'): void {
    this.letGo(1000);
    this.become('ended', ending);
  }

  /** The page woke up, or the network came back: trust nothing, be quick. */
  wake(): void {
    if (this.state === 'open') this.ping(WAKE_PONG_WITHIN_MS);
    else if (this.state === 'lost') {
      this.failures = 0;
      this.retryIn(this.options.random() * 300);
    }
  }

  /** Drops the present socket and comes back at once: what it delivered cannot be trusted. */
  renew(): void {
    if (this.state !== 'open') return;
    this.giveUp();
    this.lose(FIRST_RETRY_MS / 2);
  }

  private attempt(): void {
    this.letGo();
    this.become('connecting');
    let socket: Socket;
    try {
      socket = this.options.connect();
    } catch {
      this.failed();
      return;
    }
    this.socket = socket;
    this.deadline = this.options.clock.after(CONNECT_WITHIN_MS, () => {
      this.giveUp();
      this.failed();
    });
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = (event) => this.closed(event.code);
  }

  private opened(): void {
    this.deadline?.();
    this.failures = 0;
    this.beatIn(FIRST_PING_MS);
    this.become('open');
  }

  private heard(data: unknown): void {
    this.heardCount++;
    const frame = parse(data);
    if (frame && frame.type !== 'pong') this.options.onFrame(frame);
  }

  private closed(code: number): void {
    const wasOpen = this.state === 'open';
    this.letGo();
    switch (code) {
      case CLOSE.notAllowed:
        return this.become('ended', 'notAllowed');
      case CLOSE.displaced:
        if (this.options.clock.now() - this.givenUpAt > GIVEN_UP_MS) {
          return this.become('ended', 'displaced');
        }
        this.givenUpAt = Number.NEGATIVE_INFINITY;
        return this.lose(this.backoff());
      case CLOSE.restart:
        return this.lose(200 + this.options.random() * RESTART_SPREAD_MS);
      case CLOSE.malformed: // a mistake of ours must not leave somebody alone
      case CLOSE.tooFast:
        return this.lose(REST_MS * (1 + this.options.random()));
      default: // cut on the way: the server may not know yet
        this.givenUpAt = this.options.clock.now();
        if (wasOpen) this.lose(this.backoff());
        else this.failed();
    }
  }

  private failed(): void {
    this.letGo();
    this.failures++;
    this.lose(this.backoff());
    this.options
      .stillAllowed()
      .then((allowed) => {
        if (!allowed && this.state !== 'open' && this.state !== 'ended') this.close('notAllowed');
      })
      .catch(() => undefined); // nobody answered: the retry goes on
  }

  private lose(retryInMs: number): void {
    this.become('lost');
    this.retryIn(retryInMs);
  }

  private retryIn(milliseconds: number): void {
    this.retry?.();
    this.retry = this.options.clock.after(milliseconds, () => this.attempt());
  }

  private backoff(): number {
    const most = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.failures, 10));
    return most / 2 + (this.options.random() * most) / 2;
  }

  private beatIn(milliseconds: number): void {
    this.beat?.();
    this.beat = this.options.clock.after(milliseconds, () => {
      this.ping(PONG_WITHIN_MS);
      this.beatIn(PING_EVERY_MS);
    });
  }

  private ping(withinMs: number): void {
    const heard = this.heardCount;
    if (!this.send({ type: 'ping' })) return;
    const due = this.options.clock.now() + withinMs;
    if (due >= this.pongDue) return; // an earlier question is still open and more urgent
    this.pongDue = due;
    this.deadline?.();
    this.deadline = this.options.clock.after(withinMs, () => {
      this.pongDue = Number.POSITIVE_INFINITY;
      if (this.state !== 'open' || this.heardCount > heard) return;
      this.giveUp();
      this.lose(this.options.random() * 300);
    });
  }

  /** Forgets a socket that the server may still believe in. */
  private giveUp(): void {
    this.givenUpAt = this.options.clock.now();
    this.letGo(1000);
  }

  /** Forgets the present socket; nothing it still says counts. */
  private letGo(code?: number): void {
    this.retry?.();
    this.beat?.();
    this.deadline?.();
    this.pongDue = Number.POSITIVE_INFINITY;
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    try {
      socket.close(code);
    } catch {
      // already closed
    }
  }

  private become(state: LinkState, ending?: Ending): void {
    this.state = state;
    this.options.onState(state, ending);
  }
}

function parse(data: unknown): { type: string } | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    return typeof (frame as { type?: unknown })?.type === 'string'
      ? (frame as { type: string })
      : undefined;
  } catch {
    return undefined;
  }
}

import type { Seat } from '../api/names';
import type { Clock } from '../talk/clock';
import type { Socket } from '../talk/link';
import type { Ring } from './ring';
import type { TabStore } from './tab-store';

export interface DeskOptions {
  clock: Clock;
  random(): number;
  newId(): string;
  connect(): Socket;
  /** Whether the session still stands. */
  stillAllowed(): Promise<boolean>;
  storage: Storage;
  store: TabStore;
  onChange(): void;
  /** A new offer or escalation rings. */
  onRing(kind: Ring): void;
}

/** What I am ready for. */
export interface HowReady {
  chats: number;
  /** What this console counts as while it is ready. */
  seat?: Seat;
  /** A rest is over. */
  back?: boolean;
  /** I take for myself. */
  pulls?: boolean;
}

export type Wanted = 'ready' | 'onBreak' | 'offline';
export type DeclineReason = 'notNow' | 'knowPerson' | 'notTrained' | 'upset';

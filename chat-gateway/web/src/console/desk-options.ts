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

export type Wanted = 'ready' | 'onBreak' | 'offline';
export type DeclineReason = 'notNow' | 'knowPerson' | 'notTrained' | 'upset';

import type { CallOptions } from '../api/http';
import type { Clock } from '../talk/clock';
import type { Shelf } from '../talk/conversation';
import type { Socket } from '../talk/link';
import type { VisitStore } from './visit';

/** Whom to ring, and how to stay discreet. */
export interface CallbackWish {
  phone: string;
  askFor: string;
  safeToAnswer: boolean;
  /** Hours by Chinese time. */
  window?: { from: number; until: number };
}

export type Phase = 'start' | 'opening' | 'talk';

export interface SeekerOptions {
  clock: Clock;
  random(): number;
  newId(): string;
  /** Where the line of this page's city is described. */
  linePath: string;
  /** The language of the page. */
  language(): string;
  call<T>(path: string, options?: CallOptions): Promise<T>;
  connect(path: string, protocols: string[]): Socket;
  shelf(key: string): Shelf;
  visits: VisitStore;
  onChange(): void;
}

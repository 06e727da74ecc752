import type { Ack, Presence } from '../api/names';
import type { TabStore } from './tab-store';

/** What came of a call; all but the first bring the contact back to its place. */
export const RESULTS = ['reached', 'noAnswer', 'someoneElse', 'wrongNumber'] as const;
export type Result = (typeof RESULTS)[number];

/** Whom to call. */
export interface Number {
  /** Absent when the PBX calls: it need not be seen. */
  phone?: string;
  /** Which telephone of the volunteer the PBX rings first. */
  rings?: 'page' | 'own';
  askFor?: string;
  safeToAnswer: boolean;
}

type Asked =
  | { type: 'callNumber'; contactId: string }
  | { type: 'dial'; contactId: string }
  | { type: 'called'; contactId: string; term: number; result: Result };

const KEY = 'calls';

/** How a volunteer calls people who left a number, by the line's own telephone. */
export class CallBack {
  constructor(
    private readonly ask: (frame: Asked) => Promise<Ack | undefined>,
    /** The contact is back in its place, or over. */
    private readonly gone: (contactId: string) => void,
    private readonly store: TabStore,
  ) {}

  /** Whether there is a telephone at hand; until somebody says no there is. */
  get takes(): boolean {
    return this.store.get(KEY) !== 'no';
  }
  set takes(now: boolean) {
    this.store.set(KEY, now ? '' : 'no');
  }

  /** Callers would reach this person nowhere: neither here nor by a telephone of their own. */
  unreachable = false;

  get media(): Presence['media'] {
    return this.takes && !this.unreachable ? ['chat', 'voice'] : ['chat'];
  }

  /** Opened for this call; the look is on record. */
  async number(contactId: string): Promise<Number | undefined> {
    const ack = await this.ask({ type: 'callNumber', contactId });
    if (!ack?.phone) return undefined;
    const { phone, askFor, safeToAnswer = false } = ack;
    return askFor ? { phone, askFor, safeToAnswer } : { phone, safeToAnswer };
  }

  /** Lets the PBX call: my telephone rings first. */
  async dial(contactId: string): Promise<Number | undefined> {
    const ack = await this.ask({ type: 'dial', contactId });
    if (!ack?.rings) return undefined;
    const { rings, askFor, safeToAnswer = false } = ack;
    return askFor ? { rings, askFor, safeToAnswer } : { rings, safeToAnswer };
  }

  async called(contactId: string, term: number, result: Result): Promise<void> {
    const ack = await this.ask({ type: 'called', contactId, term, result });
    if (ack && result !== 'reached') this.gone(contactId);
  }
}

import type { Escalation, Offer } from '../api/names';
import type { Clock } from '../talk/clock';
import type { Ring } from './ring';

/** Something that runs out; `until` is on this machine's clock. */
export interface Running<T> {
  what: T;
  until: number;
  /** How long it was when it began. */
  total: number;
}

/** What calls for this person until it runs out: offers, and what has to be acted on. */
export class Calls {
  readonly offers = new Map<string, Running<Offer>>();
  readonly escalations = new Map<string, Running<Escalation>>();

  /** Answered since the last welcome. */
  private readonly settled = new Set<string>();

  constructor(
    private readonly clock: Clock,
    private readonly onRing: (kind: Ring) => void,
  ) {}

  /** What rings: danger first, then as the server sent it, by arrival; a key takes the first. */
  get ringing(): Running<Offer>[] {
    const red = (one: Running<Offer>): number => (one.what.contact.level === 'red' ? 0 : 1);
    return [...this.offers.values()].sort((a, b) => red(a) - red(b));
  }

  /** Answered here: what was on its way of it comes too late. */
  answered(offerId: string): void {
    this.offers.delete(offerId);
    this.settled.add(offerId);
  }

  /** A contact is mine: nothing rings for it any more, however it was accepted. */
  mine(contactId: string): void {
    for (const [id, { what }] of this.offers) if (what.contact.contactId === contactId) this.answered(id);
  }

  /** A welcome says what calls now; nothing else does. */
  clear(): void {
    this.offers.clear();
    this.settled.clear();
    this.escalations.clear();
  }

  /** Answers whether it is to be heard: new, or graver than before. */
  offer(offer: Offer): boolean {
    if (this.settled.has(offer.offerId)) return false;
    const known = this.offers.get(offer.offerId);
    const until = this.clock.now() + offer.remainingMs;
    const total = known?.total ?? offer.remainingMs;
    this.offers.set(offer.offerId, { what: { ...known?.what, ...offer }, until, total });
    return known?.what.contact.level !== offer.contact.level;
  }

  escalation(escalation: Escalation): void {
    const { escalationId: id, state, remainingMs } = escalation;
    if (state === 'ended') {
      this.escalations.delete(id);
      return;
    }
    if (!this.escalations.has(id) && state !== 'acknowledged') this.onRing('escalation');
    const until = this.clock.now() + remainingMs;
    this.escalations.set(id, { what: escalation, until, total: remainingMs });
  }
}

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

  constructor(
    private readonly clock: Clock,
    private readonly onRing: (kind: Ring) => void,
  ) {}

  /** What rings: danger first, then as the server sent it, by arrival; a key takes the first. */
  get ringing(): Running<Offer>[] {
    const red = (one: Running<Offer>): number => (one.what.contact.level === 'red' ? 0 : 1);
    return [...this.offers.values()].sort((a, b) => red(a) - red(b));
  }

  /** A welcome says what calls now; nothing else does. */
  clear(): void {
    this.offers.clear();
    this.escalations.clear();
  }

  offer(offer: Offer): void {
    const until = this.clock.now() + offer.remainingMs;
    const total = this.offers.get(offer.offerId)?.total ?? offer.remainingMs;
    this.offers.set(offer.offerId, { what: offer, until, total });
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

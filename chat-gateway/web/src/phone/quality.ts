import type { Sound } from './agent';

/** How well the other side is heard. */
export type Quality = 'good' | 'fair' | 'poor' | 'silent';

/** So many looks are judged together: a single late packet is nobody's concern. */
const LOOKS = 6;
/** Nothing came for so many looks: the sound has stopped. */
const SILENT_LOOKS = 5;
/** From these on it is heard that something is missing; then, that words are lost. */
const FAIR = { loss: 0.03, jitter: 0.05, roundTrip: 0.4 };
const POOR = { loss: 0.1, jitter: 0.15, roundTrip: 1 };

/** Judges what is heard from what the browser counts, look by look. */
export class Listening {
  private looks: Sound[] = [];
  private still = 0;

  /** On hold, or another sound: what was counted says nothing any more. */
  begin(): void {
    this.looks = [];
    this.still = 0;
  }

  /** Undefined until there is something to compare. */
  look(now: Sound): Quality | undefined {
    const last = this.looks.at(-1);
    this.looks = [...this.looks, now].slice(-LOOKS);
    if (!last) return undefined;
    this.still = now.received > last.received ? 0 : this.still + 1;
    if (this.still >= SILENT_LOOKS) return 'silent';
    const first = this.looks[0]!;
    const came = now.received - first.received;
    const lost = Math.max(0, now.lost - first.lost);
    const loss = came + lost === 0 ? 0 : lost / (came + lost);
    const worse = (than: typeof FAIR): boolean =>
      loss > than.loss ||
      now.jitterSeconds > than.jitter ||
      (now.roundTripSeconds ?? 0) > than.roundTrip;
    return worse(POOR) ? 'poor' : worse(FAIR) ? 'fair' : 'good';
  }
}

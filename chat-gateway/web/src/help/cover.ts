import type { About } from '../api/names';
import type { Cancel, Clock } from '../talk/clock';
import { nothingIn } from './about';
import type { Phase } from './seeker-options';

/** Longer than anybody watches a page without a touch, and shorter than a night. */
export const UNTOUCHED_MAX_MS = 60 * 60 * 1000;

const KEY = 'touched';

/** What the cover knows of the seeker, and does to it. */
export interface Covered {
  readonly phase: Phase;
  /** The contact ended, or is not this tab's any more. */
  readonly over: boolean;
  /** What was told of this person so far. */
  readonly about: About;
  readonly talk: { readonly last: number } | undefined;
  forget(): void;
}

/** When the page was last in somebody's hands, and how far the talk was. */
interface Touch {
  at: number;
  last: number;
}

/**
 * A telephone that nobody touched for an hour may be in other hands. A talk that goes on is covered
 * until somebody asks for it, and what was said before is folded then; of one that is over, or of
 * what was told before any, nothing is left.
 */
export class Cover {
  /** The talk is covered. */
  down = false;
  /** Entries up to this number were said before the cover came down. */
  folded = 0;
  /** How often what was left was forgotten. */
  forgotten = 0;

  private touched: Touch;
  private timer: Cancel | undefined;

  constructor(
    private readonly options: {
      clock: Clock;
      storage: Storage;
      seeker: Covered;
      /** It came down, or what was left was forgotten. */
      onDown(): void;
      onChange(): void;
    },
  ) {
    this.touched = { at: options.clock.now(), last: 0 };
  }

  /** Once the seeker has taken up what this tab remembers. */
  resume(): void {
    if (this.options.seeker.phase === 'talk') this.touched = this.load() ?? this.touched;
    this.check();
  }

  /** Somebody pressed something, wherever. */
  touch(): void {
    if (this.down || this.check()) return;
    this.touched.at = this.options.clock.now();
    this.keep();
    this.wait();
  }

  /** The page is put away: a reload must know when. */
  keep(): void {
    if (this.options.seeker.phase !== 'talk') return;
    this.touched.last = Math.max(this.touched.last, this.options.seeker.talk?.last ?? 0);
    try {
      this.options.storage.setItem(KEY, JSON.stringify(this.touched));
    } catch {
      // forbidden storage: there is nothing for a reload to show either
    }
  }

  /** The page came back, or something of the talk changed. */
  wake(): void {
    const { seeker } = this.options;
    if (seeker.phase !== 'talk') {
      this.down = false;
      this.folded = this.touched.last = 0;
    } else if (this.down && seeker.over) {
      this.forget();
    }
    this.check();
  }

  /** Whoever has the page wants to go on. */
  lift(): void {
    this.down = false;
    this.touched.at = this.options.clock.now();
    this.keep();
    this.wait();
    this.options.onChange();
  }

  private forget(): void {
    this.down = false;
    this.forgotten++;
    this.touched = { at: this.options.clock.now(), last: 0 };
    this.options.seeker.forget();
  }

  /** Answers whether the page was left for too long. */
  private check(): boolean {
    if (this.down) return true;
    const { clock, seeker, onDown, onChange } = this.options;
    if (clock.now() - this.touched.at < UNTOUCHED_MAX_MS) {
      this.wait();
      return false;
    }
    // Who cannot be connected yet has said nothing, and is tried for on and on.
    if (seeker.phase === 'opening') return false;
    if (seeker.phase === 'start' && nothingIn(seeker.about)) return false;
    if (seeker.phase === 'talk' && !seeker.over) {
      this.folded = Math.max(this.touched.last, seeker.talk?.last ?? 0);
      this.down = true;
    } else {
      this.forget();
    }
    onDown();
    onChange();
    return true;
  }

  private wait(): void {
    const { clock } = this.options;
    this.timer?.();
    this.timer = clock.after(this.touched.at + UNTOUCHED_MAX_MS - clock.now(), () => this.check());
  }

  private load(): Touch | undefined {
    try {
      const kept = JSON.parse(this.options.storage.getItem(KEY) ?? 'null') as Touch | null;
      return typeof kept?.at === 'number' && typeof kept.last === 'number' ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}

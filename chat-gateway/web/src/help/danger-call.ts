import type { Cancel, Clock } from '../talk/clock';

export interface DangerMemory {
  id: string;
  sent: boolean;
  since: number;
  /** The contact was over, and another one was opened for it; that happens once. */
  anew?: boolean;
  /** The person went back to the page; a reload does not open the card again. */
  aside?: boolean;
}

export interface DangerCallOptions {
  clock: Clock;
  newId(): string;
  /** True once the server has written it down. */
  report(id: string): Promise<boolean>;
  onChange(): void;
}

const REPEAT_MS = 2_000;
/** Nobody has come by then: the page says so, and what to do. */
export const STILL_AFTER_MS = 60_000;

/** A danger report that is sent until the server has it, whatever the network does. */
export class DangerCall {
  memory: DangerMemory | undefined;
  /** Nobody has come within a minute. */
  still = false;
  private humanCame = false;
  private repeat: Cancel | undefined;
  private minute: Cancel | undefined;
  private underWay = false;

  constructor(private readonly options: DangerCallOptions) {}

  get pressed(): boolean {
    return this.memory !== undefined;
  }

  press(): void {
    if (this.memory) return;
    const memory = { id: this.options.newId(), sent: false, since: this.options.clock.now() };
    this.remember(memory);
    this.options.onChange();
  }

  /** Goes on with a report from before a reload. */
  remember(memory: DangerMemory): void {
    this.memory = memory;
    this.humanCame = false;
    this.minute?.();
    const rest = memory.since + STILL_AFTER_MS - this.options.clock.now();
    this.minute = this.options.clock.after(Math.max(0, rest), () => {
      this.still = !this.humanCame;
      this.options.onChange();
    });
    void this.send();
  }

  /** The person went back to the page while the report goes on, or looks at the card again. */
  putAside(aside: boolean): void {
    if (!this.memory || (this.memory.aside ?? false) === aside) return;
    this.memory.aside = aside;
    this.options.onChange();
  }

  /** A volunteer is there (or was, and it is over). */
  answered(humanCame: boolean): void {
    this.humanCame = humanCame;
    if (humanCame) this.still = false;
  }

  takeBack(): void {
    this.stop();
    this.options.onChange();
  }

  stop(): void {
    this.repeat?.();
    this.minute?.();
    this.memory = undefined;
    this.still = false;
  }

  /** There may be a network, or a contact, now. */
  wake(): void {
    void this.send();
  }

  private async send(): Promise<void> {
    const memory = this.memory;
    if (!memory || memory.sent || this.underWay) return;
    this.repeat?.();
    this.underWay = true;
    const done = await this.options.report(memory.id);
    this.underWay = false;
    if (this.memory !== memory) return this.send();
    if (done) {
      memory.sent = true;
      this.options.onChange();
    } else this.repeat = this.options.clock.after(REPEAT_MS, () => void this.send());
  }
}

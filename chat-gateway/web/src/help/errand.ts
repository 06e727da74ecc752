import type { Cancel, Clock } from '../talk/clock';

const REST_MS = 2_000;

/** Something the server must hear, whatever the network does: tried until it has answered. */
export class Errand {
  private due = false;
  private underWay = false;
  private repeat: Cancel | undefined;

  /** `run` answers true when there is nothing left to do; `done` is called then. */
  constructor(
    private readonly run: () => Promise<boolean>,
    private readonly clock: Clock,
    private readonly done: () => void,
  ) {}

  get open(): boolean {
    return this.due;
  }

  start(): void {
    this.due = true;
    this.wake();
  }

  stop(): void {
    this.due = false;
    this.repeat?.();
  }

  /** There may be a network, or a contact, now. */
  wake(): void {
    if (this.due && !this.underWay) void this.go();
  }

  private async go(): Promise<void> {
    this.repeat?.();
    this.underWay = true;
    const done = await this.run();
    this.underWay = false;
    if (done) {
      this.due = false;
      this.done();
    } else if (this.due) this.repeat = this.clock.after(REST_MS, () => this.wake());
  }
}

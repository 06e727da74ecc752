import type { Ack } from '../api/names';

/** Taking for oneself (自己取): how many wait whom I may take, and the next of them. */
export class Pull {
  waiting = 0;
  /** A second press while the first is on its way would take somebody else as well. */
  private asking = false;

  constructor(
    private readonly ask: (frame: { type: 'takeNext' }) => Promise<Ack | undefined>,
    private readonly said: (what: string) => void,
  ) {}

  /** Answers the contact that is mine from now on, if anybody waited. */
  async next(): Promise<string | undefined> {
    if (this.asking) return undefined;
    this.asking = true;
    const ack = await this.ask({ type: 'takeNext' });
    this.asking = false;
    if (ack && !ack.contactId) this.said('nobodyToTake');
    return ack?.contactId;
  }
}

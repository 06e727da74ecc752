import type { Ack, NuisanceReason } from '../api/names';

type Asked =
  | { type: 'setAside'; contactId: string }
  | { type: 'stepBack'; contactId: string }
  | { type: 'endNuisance'; contactId: string; reason: NuisanceReason; text: string };

/** How a volunteer lets go of somebody before the talk is over. */
export class LettingGo {
  /** The last talk was ended as harassment, and nobody has rested since. */
  restDue = false;

  /**
   * @param drop nothing of the conversation is shown any more
   * @param said tells the volunteer what was done
   */
  constructor(
    private readonly ask: (frame: Asked) => Promise<Ack | undefined>,
    private readonly drop: (contactId: string) => void,
    private readonly said: (what: string) => void,
  ) {}

  setAside(contactId: string): Promise<void> {
    return this.letGo({ type: 'setAside', contactId });
  }

  stepBack(contactId: string): Promise<void> {
    return this.letGo({ type: 'stepBack', contactId });
  }

  /** @param text in the volunteer's words; may be empty */
  async endNuisance(contactId: string, reason: NuisanceReason, text: string): Promise<void> {
    const ack = await this.ask({ type: 'endNuisance', contactId, reason, text });
    if (!ack) return;
    this.restDue = true;
    this.said(ack.passed ? 'nuisancePassed' : 'nuisanceEnded');
  }

  /** Nothing of the conversation is shown from the moment in which it is said to be gone. */
  private async letGo(frame: Asked): Promise<void> {
    if (!(await this.ask(frame))) return;
    this.drop(frame.contactId);
    this.said(frame.type);
  }
}

import type { Ack } from '../api/names';

export type Colleague = NonNullable<Ack['colleagues']>[number];

/** One person, a county's free ones in turn, or a number of the directory. */
export type To = { volunteer: string } | { county: string } | { referral: string };

type Asked =
  | { type: 'colleagues'; contactId: string }
  | { type: 'withdrawTransfer'; contactId: string }
  | { type: 'transfer'; contactId: string; to: To; note: string };

/** How a volunteer asks somebody else to go on with a contact. */
export class Hand {
  constructor(private readonly ask: (frame: Asked) => Promise<Ack | undefined>) {}

  /** Who could go on now; undefined when that could not be asked. */
  async colleagues(contactId: string): Promise<Colleague[] | undefined> {
    return (await this.ask({ type: 'colleagues', contactId }))?.colleagues;
  }

  async begin(contactId: string, to: To, note: string): Promise<boolean> {
    return (await this.ask({ type: 'transfer', contactId, to, note })) !== undefined;
  }

  /** I go on after all, or have read how it ended. */
  withdraw(contactId: string): void {
    void this.ask({ type: 'withdrawTransfer', contactId });
  }
}

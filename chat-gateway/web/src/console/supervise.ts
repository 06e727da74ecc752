import type { Ack } from '../api/names';

type Asked =
  | { type: 'assign'; contactId: string; volunteerId: string }
  | { type: 'takeOver'; contactId: string; term: number }
  | { type: 'callIn'; volunteerId: string }
  | { type: 'widen'; contactId: string }
  | { type: 'acknowledge'; escalationId: string }
  | { type: 'act'; escalationId: string; how: 'join' | 'assign' | 'call' };

/** What a supervisor does from the board; each is one press and may be repeated. */
export class Supervise {
  constructor(
    private readonly ask: (frame: Asked) => Promise<Ack | undefined>,
    private readonly said: (what: string) => void,
  ) {}

  acknowledge(escalationId: string): void {
    void this.ask({ type: 'acknowledge', escalationId });
  }

  act(escalationId: string, how: 'join' | 'assign' | 'call'): void {
    void this.ask({ type: 'act', escalationId, how });
  }

  async assign(contactId: string, volunteerId: string): Promise<void> {
    if (await this.ask({ type: 'assign', contactId, volunteerId })) this.said('assigned');
  }

  /** Answers the contact that is mine from now on. */
  async takeOver(contactId: string, term: number): Promise<string | undefined> {
    return (await this.ask({ type: 'takeOver', contactId, term }))?.contactId;
  }

  async callIn(volunteerId: string): Promise<void> {
    if (await this.ask({ type: 'callIn', volunteerId })) this.said('calledIn');
  }

  async widen(contactId: string): Promise<void> {
    if (await this.ask({ type: 'widen', contactId })) this.said('widened');
  }
}

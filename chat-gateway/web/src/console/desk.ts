import type {
  Ack,
  ConsoleHears,
  ConsoleSays,
  Escalation,
  HeldContact,
  Level,
  Offer,
  Outcome,
  Presence,
  Queue,
  Welcome,
  WrapUpRecord,
} from '../api/names';
import { Answered, Asks } from '../talk/asks';
import type { Clock } from '../talk/clock';
import { Conversation, type Shelf } from '../talk/conversation';
import { Link, type Ending, type LinkState, type Socket } from '../talk/link';

/** One contact that this volunteer holds. */
export interface Chat {
  held: HeldContact;
  talk: Conversation;
  /** Up to here the volunteer has seen it. */
  seen: number;
}

/** Something that runs out; `until` is on this machine's clock. */
export interface Running<T> {
  what: T;
  until: number;
}

export interface DeskOptions {
  clock: Clock;
  random(): number;
  newId(): string;
  connect(): Socket;
  /** Whether the session still stands. */
  stillAllowed(): Promise<boolean>;
  shelf(key: string): Shelf;
  onChange(): void;
  /** A new offer rings. */
  onRing(): void;
}

/** A frame with its id still to be given. */
type Question<T = ConsoleSays> = T extends { id: string } ? Omit<T, 'id'> : never;

/** Notices kept on the screen; older ones go. */
const NOTICES_MAX = 5;

/** Everything a volunteer's console knows: a copy of what the server told, and what is asked of it. */
export class Desk {
  link: LinkState = 'idle';
  ending: Ending | undefined;
  lostSince: number | undefined;
  welcome: Welcome | undefined;
  presence: Presence = { status: 'offline', media: [], chats: 0 };
  readonly chats = new Map<string, Chat>();
  readonly offers = new Map<string, Running<Offer>>();
  readonly escalations = new Map<string, Running<Escalation>>();
  readonly queues = new Map<string, Queue>();
  /** Codes of what the server refused, newest last. */
  notices: string[] = [];

  private readonly socket: Link;
  private readonly asks: Asks;
  /** Frames wait for the welcome: before it the server does not know whose they are. */
  private greeted = false;

  constructor(private readonly options: DeskOptions) {
    this.socket = new Link({
      connect: options.connect,
      stillAllowed: options.stillAllowed,
      onFrame: (frame) => this.hear(frame as ConsoleHears),
      onState: (state, ending) => this.linkChanged(state, ending),
      clock: options.clock,
      random: options.random,
    });
    this.asks = new Asks((frame) => this.greeted && this.socket.send(frame), options.clock);
  }

  open(): void {
    this.ending = undefined;
    this.socket.open();
  }

  close(): void {
    this.socket.close();
  }

  wake(): void {
    this.socket.wake();
  }

  setPresence(status: 'ready' | 'onBreak' | 'offline', chats: number): void {
    void this.ask({ type: 'presence', status, media: ['chat'], chats });
  }

  accept(offerId: string): void {
    void this.ask({ type: 'accept', offerId }).then((ack) => {
      this.offers.delete(offerId);
      if (ack?.contactId) this.chatOf(ack.contactId);
      this.options.onChange();
    });
  }

  decline(offerId: string, reason: 'notNow' | 'knowPerson' | 'notTrained' | 'upset'): void {
    this.offers.delete(offerId);
    void this.ask({ type: 'decline', offerId, reason });
    this.options.onChange();
  }

  card(contactId: string, level: Level, reason: string): Promise<Ack | undefined> {
    return this.ask({ type: 'card', contactId, level, reason });
  }

  escalate(contactId: string, reason: string): Promise<Ack | undefined> {
    return this.ask({ type: 'escalate', contactId, reason });
  }

  acknowledge(escalationId: string): void {
    void this.ask({ type: 'acknowledge', escalationId });
  }

  act(escalationId: string, how: 'join' | 'assign' | 'call'): void {
    void this.ask({ type: 'act', escalationId, how });
  }

  closeContact(contactId: string, outcome: Outcome): Promise<Ack | undefined> {
    return this.ask({ type: 'close', contactId, outcome });
  }

  wrapUp(contactId: string, record: WrapUpRecord): Promise<Ack | undefined> {
    return this.ask({ type: 'wrapUp', contactId, record });
  }

  /** The volunteer looks at this chat now. */
  look(contactId: string): void {
    const chat = this.chats.get(contactId);
    if (!chat) return;
    chat.talk.read();
    if (chat.seen === chat.talk.last) return;
    chat.seen = chat.talk.last;
    this.options.onChange();
  }

  /** Words of the person that the volunteer has neither seen nor answered. */
  unread(chat: Chat): number {
    let count = 0;
    for (let i = chat.talk.log.entries.length - 1; i >= 0; i--) {
      const entry = chat.talk.log.entries[i]!;
      if (entry.seq <= chat.seen || entry.from === 'volunteer') break;
      if (entry.from === 'seeker') count++;
    }
    return count;
  }

  dismissNotices(): void {
    this.notices = [];
    this.options.onChange();
  }

  private async ask(frame: Question): Promise<Ack | undefined> {
    try {
      return await this.asks.ask({ id: this.options.newId(), ...frame });
    } catch (error) {
      const code = error instanceof Answered ? error.code : 'unknown';
      this.notices = [...this.notices, code].slice(-NOTICES_MAX);
      this.options.onChange();
      return undefined;
    }
  }

  private linkChanged(state: LinkState, ending: Ending | undefined): void {
    this.link = state;
    this.ending = ending;
    if (state !== 'open') {
      this.greeted = false;
      this.asks.down();
      for (const chat of this.chats.values()) chat.talk.down();
    }
    if (state === 'lost') this.lostSince ??= this.options.clock.now();
    this.options.onChange();
  }

  private hear(frame: ConsoleHears): void {
    switch (frame.type) {
      case 'ack':
      case 'error':
        if (!this.asks.answer(frame) && frame.type === 'error') this.notice(frame.code);
        return;
      case 'welcome':
        this.greet(frame);
        break;
      case 'presence':
        this.presence = frame;
        break;
      case 'offer':
        this.offer(frame);
        this.options.onRing();
        break;
      case 'offerWithdrawn':
        this.offers.delete(frame.offerId);
        break;
      case 'contact':
        this.contact(frame);
        break;
      case 'escalation':
        this.escalation(frame);
        break;
      case 'queue':
        this.queues.set(frame.county, frame);
        break;
      case 'message':
      case 'typing':
      case 'read':
      case 'resync':
        if (frame.contactId) this.chatOf(frame.contactId).talk.hear(frame);
        return;
      case 'displaced':
      case 'restart':
      case 'pong':
        return; // the close code that follows says the same
    }
    this.options.onChange();
  }

  private greet(welcome: Welcome): void {
    this.welcome = welcome;
    this.presence = welcome.presence;
    this.lostSince = undefined;
    const mine = new Set(welcome.contacts.map((one) => one.contactId));
    for (const id of [...this.chats.keys()]) if (!mine.has(id)) this.chats.delete(id);
    this.offers.clear();
    for (const offer of welcome.offers) this.offer(offer);
    this.escalations.clear();
    for (const escalation of welcome.escalations) this.escalation(escalation);
    this.greeted = true;
    this.asks.up();
    for (const held of welcome.contacts) {
      const chat = this.chatOf(held.contactId);
      chat.held = held;
      chat.talk.readBy = Math.max(chat.talk.readBy, held.readBy ?? 0);
      chat.talk.up();
      if ((held.head ?? 0) > 0) chat.talk.fetch();
    }
    if (this.offers.size > 0) this.options.onRing();
  }

  private contact(held: HeldContact): void {
    if (held.held === false || held.stage === 'closed') {
      this.chats.delete(held.contactId);
      return;
    }
    const chat = this.chatOf(held.contactId);
    chat.held = { ...chat.held, ...held };
    if (held.hiddenTo) chat.talk.log.hide(held.hiddenTo);
  }

  private chatOf(contactId: string): Chat {
    const known = this.chats.get(contactId);
    if (known) return known;
    const talk = new Conversation({
      mine: 'volunteer',
      address: { contactId },
      asks: this.asks,
      send: (frame) => this.greeted && this.socket.send(frame),
      shelf: this.options.shelf(`unsent.${contactId}`),
      clock: this.options.clock,
      newId: this.options.newId,
      onChange: this.options.onChange,
    });
    const chat: Chat = { held: { contactId, stage: 'connecting', term: 0 }, talk, seen: 0 };
    this.chats.set(contactId, chat);
    if (this.greeted) talk.up();
    return chat;
  }

  private offer(offer: Offer): void {
    const until = this.options.clock.now() + offer.remainingMs;
    this.offers.set(offer.offerId, { what: offer, until });
  }

  private escalation(escalation: Escalation): void {
    if (escalation.state === 'ended') {
      this.escalations.delete(escalation.escalationId);
      return;
    }
    const until = this.options.clock.now() + escalation.remainingMs;
    this.escalations.set(escalation.escalationId, { what: escalation, until });
  }

  private notice(code: string): void {
    this.notices = [...this.notices, code].slice(-NOTICES_MAX);
    this.options.onChange();
  }
}

import type {
  Ack,
  Board,
  ConsoleHears,
  ConsoleSays,
  Escalation,
  HeldContact,
  Level,
  Outcome,
  Presence,
  Queue,
  Welcome,
} from '../api/names';
import { Answered, Asks } from '../talk/asks';
import { Link, type Ending, type LinkState } from '../talk/link';
import { CallBack } from './call-back';
import { Calls } from './calls';
import { see, type Chat } from './chat';
import type { DeclineReason, DeskOptions, HowReady, Wanted } from './desk-options';
import { Hand } from './hand';
import { LettingGo } from './letting-go';
import { newChat } from './new-chat';
import { Notices } from './notices';
import { Pull } from './pull';
import { Supervise } from './supervise';
import { Whispers } from './whispers';

/** A frame with its id still to be given. */
type Question<T = ConsoleSays> = T extends { id: string } ? Omit<T, 'id'> : never;

/** Everything a volunteer's console knows: a copy of what the server told, and what is asked of it. */
export class Desk {
  link: LinkState = 'idle';
  ending: Ending | undefined;
  lostSince: number | undefined;
  welcome: Welcome | undefined;
  presence: Presence = { status: 'offline', media: [], chats: 0 };
  readonly chats = new Map<string, Chat>();
  readonly calls: Calls;
  readonly queues = new Map<string, Queue>();
  board: Board | undefined;
  /** When the board came, on this machine's clock. */
  boardAt = 0;
  readonly notices: Notices;
  readonly hand = new Hand((frame) => this.ask(frame));
  readonly pull = new Pull((f) => this.ask(f), (what) => this.tell('said', what));
  readonly callBack: CallBack;
  readonly supervise = new Supervise((f) => this.ask(f), (what) => this.tell('said', what));
  readonly letting = new LettingGo(
    (frame) => this.ask(frame),
    (id) => this.letGo(id),
    (what) => this.tell('said', what),
  );
  readonly whispers: Whispers;

  private readonly socket: Link;
  private readonly asks: Asks;
  /** Frames wait for the welcome: before it the server does not know whose they are. */
  private greeted = false;
  /** Contacts of which a call ended here while they were mine. */
  readonly lostCalls = new Set<string>();
  /** Let go, or read along no more: what was still under way for them is dropped. */
  private readonly left = new Set<string>();

  constructor(private readonly options: DeskOptions) {
    this.notices = new Notices(() => options.clock.now());
    const { clock, onChange } = options;
    const news = (): void => this.notices.add('said', 'whispered');
    this.whispers = new Whispers((frame) => this.ask(frame), () => clock.now(), news, onChange);
    const gone = (id: string): void => (this.letGo(id), this.tell('said', 'missedCall'));
    this.callBack = new CallBack((frame) => this.ask(frame), gone, options.store);
    this.calls = new Calls(options.clock, (kind) => options.onRing(kind));
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

  get connected(): boolean {
    return this.link === 'open' && this.greeted;
  }

  /** Why nobody is offered here while others are free. */
  get rest(): Presence['rest'] {
    return this.presence.status === 'ready' ? this.presence.rest : undefined;
  }

  setPresence(status: Wanted, how: HowReady): Promise<Ack | undefined> {
    if (status !== 'ready') this.letting.restDue = false;
    return this.ask({ type: 'presence', status, media: this.callBack.media, ...how });
  }

  async accept(offerId: string): Promise<string | undefined> {
    const ack = await this.ask({ type: 'accept', offerId });
    this.calls.answered(offerId);
    return this.mine(ack?.contactId);
  }

  async takeNext(): Promise<string | undefined> {
    return this.mine(await this.pull.next());
  }

  /** A contact, if any, is mine from now on. */
  private mine(contactId: string | undefined): string | undefined {
    if (contactId) {
      this.left.delete(contactId);
      this.chatOf(contactId).along = false;
    }
    this.options.onChange();
    return contactId;
  }

  decline(offerId: string, reason: DeclineReason): void {
    this.calls.answered(offerId);
    void this.ask({ type: 'decline', offerId, reason });
    this.options.onChange();
  }

  card(contactId: string, level: Level, reason: string): Promise<Ack | undefined> {
    return this.ask({ type: 'card', contactId, level, reason });
  }

  async escalate(contactId: string, reason: string): Promise<void> {
    const ack = await this.ask({ type: 'escalate', contactId, reason });
    const chat = this.chats.get(contactId);
    if (ack && chat?.help === 'none') chat.help = 'called';
    this.options.onChange();
  }

  closeContact(contactId: string, outcome: Outcome): Promise<Ack | undefined> {
    return this.ask({ type: 'close', contactId, outcome });
  }

  async wrapUp(contactId: string): Promise<void> {
    const chat = this.chats.get(contactId);
    if (!chat) return;
    await chat.record.flush();
    const ack = await this.ask({ type: 'wrapUp', contactId, record: {} });
    if (!ack) return;
    chat.record.drop();
    this.options.onChange();
  }

  /** A supervisor begins to read along. */
  async sitIn(held: HeldContact): Promise<string | undefined> {
    if (this.chats.has(held.contactId)) return held.contactId;
    const ack = await this.ask({ type: 'sitIn', contactId: held.contactId });
    if (!ack) return undefined;
    this.left.delete(held.contactId);
    const chat = this.chatOf(held.contactId, true);
    chat.held = held;
    chat.talk.fetch();
    this.options.onChange();
    return held.contactId;
  }

  sitOut(contactId: string): void {
    this.left.add(contactId);
    this.chats.delete(contactId);
    void this.ask({ type: 'sitOut', contactId });
    this.options.onChange();
  }

  /** The volunteer looks at this chat now. */
  look(contactId: string): void {
    const chat = this.chats.get(contactId);
    if (!chat) return;
    if (!chat.along) chat.talk.read();
    if (see(chat)) this.options.onChange();
  }

  /** Keeps what is being written to somebody; gone once it is sent or the contact is over. */
  write(contactId: string, draft: string): void {
    const chat = this.chats.get(contactId);
    if (!chat || chat.draft === draft) return;
    chat.draft = draft;
    this.options.store.set(`draft.${contactId}`, draft);
    this.options.onChange();
  }

  private async ask(frame: Question): Promise<Ack | undefined> {
    try {
      return await this.asks.ask({ id: this.options.newId(), ...frame });
    } catch (error) {
      this.tell('refused', error instanceof Answered ? error.code : 'unknown');
      return undefined;
    }
  }

  private tell(kind: 'refused' | 'said', code: string): void {
    this.notices.add(kind, code);
    this.options.onChange();
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
        if (!this.asks.answer(frame) && frame.type === 'error') this.tell('refused', frame.code);
        return;
      case 'welcome':
        this.greet(frame);
        break;
      case 'presence':
        if (frame.asked && !this.presence.asked) this.options.onRing('offer');
        this.presence = frame;
        break;
      case 'toTake':
        this.pull.waiting = frame.waiting;
        break;
      case 'offer':
        if (this.calls.offer(frame)) {
          this.options.onRing(frame.contact.level === 'red' ? 'red' : 'offer');
        }
        break;
      case 'offerWithdrawn':
        this.calls.offers.delete(frame.offerId);
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
      case 'board':
        this.showBoard(frame);
        break;
      case 'beside': {
        const chat = this.chats.get(frame.contactId);
        if (chat) chat.beside = frame.here;
        break;
      }
      case 'whisper':
        if (!this.left.has(frame.contactId)) this.whispers.hear(this.chatOf(frame.contactId), frame);
        return;
      case 'message':
      case 'typing':
      case 'read':
      case 'resync':
        if (frame.contactId && !this.left.has(frame.contactId)) {
          this.chatOf(frame.contactId).talk.hear(frame);
        }
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
    for (const chat of [...this.chats.values()]) {
      if (!mine.has(chat.held.contactId) && !chat.along) this.drop(chat);
    }
    this.calls.clear();
    for (const offer of welcome.offers) this.calls.offer(offer);
    for (const escalation of welcome.escalations) this.escalation(escalation);
    this.greeted = true;
    this.asks.up();
    for (const held of welcome.contacts) {
      const chat = this.chatOf(held.contactId);
      chat.held = held;
      chat.along = false;
      chat.talk.readBy = Math.max(chat.talk.readBy, held.readBy ?? 0);
      if (held.hiddenTo) chat.talk.log.hide(held.hiddenTo);
      chat.talk.up();
      if ((held.head ?? 0) > 0) chat.talk.fetch();
    }
    for (const chat of [...this.chats.values()]) if (chat.along) void this.sitInAgain(chat);
    if (this.calls.offers.size > 0) this.options.onRing('offer');
  }

  private async sitInAgain(chat: Chat): Promise<void> {
    const contactId = chat.held.contactId;
    if (await this.ask({ type: 'sitIn', contactId })) chat.talk.fetch();
    else this.drop(chat);
    this.options.onChange();
  }

  private contact(held: HeldContact): void {
    const known = this.chats.get(held.contactId);
    if (held.held === false || held.stage === 'closed') {
      if (known) this.gone(known);
      return;
    }
    this.left.delete(held.contactId);
    this.calls.mine(held.contactId);
    const chat = known ?? this.chatOf(held.contactId);
    chat.along = false;
    chat.held = { ...chat.held, ...held, transfer: held.transfer, call: held.call };
    if (held.hiddenTo) chat.talk.log.hide(held.hiddenTo);
    // Not by an acceptance of which we know: what was said in it comes only when it is fetched.
    if (!known && (held.head ?? 0) > 0) chat.talk.fetch();
  }

  private gone(chat: Chat): void {
    const { stage, transfer } = chat.held;
    if (transfer?.state === 'ringing') this.notices.add('said', 'handedOver');
    else if (this.lostCalls.has(chat.held.contactId)) this.notices.add('phone', 'callLost');
    else if (stage === 'active' && !chat.along) this.notices.add('said', 'takenOver');
    this.drop(chat);
  }

  /** What is still under way for it is not shown either. */
  private letGo(contactId: string): void {
    const chat = this.chats.get(contactId);
    if (chat) this.drop(chat);
    this.left.add(contactId);
  }

  private drop(chat: Chat): void {
    const id = chat.held.contactId;
    chat.record.drop();
    this.options.store.set(`draft.${id}`, '');
    this.chats.delete(id);
    this.lostCalls.delete(id);
  }

  private chatOf(contactId: string, along = false): Chat {
    const known = this.chats.get(contactId);
    if (known) return known;
    const chat = newChat(contactId, along, {
      asks: this.asks,
      send: (frame) => this.greeted && this.socket.send(frame),
      save: async (record) => (await this.ask({ type: 'draft', contactId, record })) !== undefined,
      ...this.options,
    });
    this.chats.set(contactId, chat);
    if (this.greeted) chat.talk.up();
    if (!along) void this.recall(chat);
    return chat;
  }

  /** The record as far as it was written, here or before, and what was noted beside the talk. */
  private async recall(chat: Chat): Promise<void> {
    const ack = await this.ask({ type: 'recall', contactId: chat.held.contactId });
    if (!ack) return;
    if (ack.record) chat.record.recalled(ack.record);
    chat.remarks = ack.remarks ?? [];
    this.options.onChange();
  }

  private escalation(escalation: Escalation): void {
    const { contactId, state, mine } = escalation;
    if (!mine || !contactId) return this.calls.escalation(escalation);
    const chat = this.chats.get(contactId);
    if (chat) chat.help = state === 'ended' ? 'none' : state === 'acknowledged' ? state : 'called';
  }

  async takeOver(contactId: string, term: number): Promise<string | undefined> {
    return this.mine(await this.supervise.takeOver(contactId, term));
  }

  private showBoard(board: Board): void {
    this.board = board;
    this.boardAt = this.options.clock.now();
    for (const row of board.contacts) {
      const chat = this.chats.get(row.contactId);
      if (chat?.along) chat.held = { ...chat.held, ...row, term: chat.held.term };
    }
  }
}

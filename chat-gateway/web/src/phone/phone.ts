import { Refused } from '../api/http';
import type { OwnPhone } from '../api/names';
import type { Cancel, Clock } from '../talk/clock';
import type { Agent, AgentHears, Leg, MakeAgent } from './agent';
import { CurrentCall } from './current-call';
import { letGo, type Microphone, type Wrong } from './microphone';

/** No telephone in this city; being connected; reachable; cut off for now; none by choice. */
export type LineState = 'none' | 'connecting' | 'ready' | 'lost' | 'off';

export interface PhoneOptions {
  clock: Clock;
  /** A telephone for this session; undefined where the city has none. */
  account(): Promise<OwnPhone | undefined>;
  makeAgent: MakeAgent;
  microphone(): Promise<Microphone>;
  /** The contact that a call is for, without an offer: it is mine already. */
  contactOf(about: string): string | undefined;
  onChange(): void;
  /** A call was wanted and there is no microphone. */
  onNoMicrophone(offerId: string, wrong: Wrong): void;
  /** A call ended here; whether that was meant only the server knows. */
  onEnded(contactId: string): void;
}

/** Asked again after this while the server or the PBX does not answer. */
const AGAIN_MS = 5_000;
/** The PBX does not know the telephone, as after its restart: another one is asked for so soon. */
const REFUSED_MS = 1_000;
/** A telephone is renewed when so much of its time is left: enough for a server that is away. */
const RENEW_AT_LEFT = 0.5;

/**
 * The volunteer's telephone in the page. A call is taken by answering it: an offer that was
 * pressed before its ring arrived is answered as soon as it does.
 */
export class Phone {
  line: LineState = 'none';
  /** Why the microphone did not work when it was last asked for. */
  wrong: Wrong | undefined;
  /** The call that was taken. */
  call: CurrentCall | undefined;

  private agent: Agent | undefined;
  /** Counts starts, so that what an earlier one was waiting for does nothing. */
  private turn = 0;
  private timer: Cancel = () => undefined;
  private readonly ringing = new Map<string, Leg>();
  /** Pressed: offers with the contacts they are for. */
  private readonly wanted = new Map<string, string>();

  constructor(private readonly options: PhoneOptions) {}

  start(): void {
    this.stop();
    void this.connect(++this.turn);
  }

  /** Nobody could be heard here: the PBX does not find this page, until it is started again. */
  rest(): void {
    if (this.line === 'none' || this.call) return; // whoever talks is heard
    this.stop();
    this.say('off');
  }

  /** Nothing rings here any more; a call that is on ends. */
  stop(): void {
    this.turn++;
    this.timer();
    this.call?.leg.end();
    this.finish();
    this.agent?.stop();
    this.agent = undefined;
    this.ringing.clear();
    this.wanted.clear();
    this.say('none');
  }

  isRinging(offerId: string): boolean {
    return this.ringing.has(offerId);
  }

  /** Pressed, and nobody speaks yet. */
  isWanted(offerId: string): boolean {
    return this.wanted.has(offerId);
  }

  /** Takes the call of an offer; false while another call is on. */
  answer(offerId: string, contactId: string): boolean {
    if (this.call || this.wanted.size > 0) return this.wanted.has(offerId);
    this.wanted.set(offerId, contactId);
    const leg = this.ringing.get(offerId);
    if (leg) void this.take(leg, contactId);
    this.options.onChange();
    return true;
  }

  decline(offerId: string): void {
    this.wanted.delete(offerId);
    const leg = this.ringing.get(offerId);
    this.ringing.delete(offerId);
    leg?.end();
  }

  /** Offers that are there now: what was pressed for another one came too late. */
  only(offerIds: ReadonlySet<string>): void {
    for (const id of [...this.wanted.keys()]) {
      if (!offerIds.has(id) && this.call?.leg.about !== id) this.wanted.delete(id);
    }
  }

  /** Takes what rings for somebody who is mine, pressed or taken: it may ring before that is told. */
  takeMine(): void {
    for (const leg of this.ringing.values()) {
      if (this.call) return;
      const contactId = this.wanted.get(leg.about) ?? this.options.contactOf(leg.about);
      if (contactId) void this.take(leg, contactId);
    }
  }

  /** The contact is over for this person: so is its call. */
  hangUp(contactId: string): void {
    if (this.call?.contactId === contactId) this.call.leg.end();
  }

  private async connect(turn: number): Promise<void> {
    const account = await this.ask(turn);
    if (!account) return;
    this.say('connecting');
    let agent: Agent;
    try {
      agent = await this.options.makeAgent(account, this.hears(turn));
    } catch {
      return this.later(turn, AGAIN_MS, () => this.connect(turn)); // its script did not load
    }
    if (turn !== this.turn) return;
    this.agent = agent;
    agent.start();
    this.renewLater(turn, account);
  }

  private renewLater(turn: number, account: OwnPhone): void {
    const left = Date.parse(account.expiresAt) - this.options.clock.now();
    this.later(turn, Math.max(AGAIN_MS, left * RENEW_AT_LEFT), () => this.renew(turn));
  }

  private async renew(turn: number): Promise<void> {
    const account = await this.ask(turn);
    if (!account) return;
    this.agent?.renew(account);
    this.renewLater(turn, account);
  }

  /** Undefined where there is no telephone, or somebody started anew meanwhile. */
  private async ask(turn: number): Promise<OwnPhone | undefined> {
    for (;;) {
      try {
        const account = await this.options.account();
        return turn === this.turn ? account : undefined;
      } catch (error) {
        if (!(error instanceof Refused && error.passing)) return undefined;
        await new Promise<void>((done) => this.later(turn, AGAIN_MS, done));
      }
    }
  }

  private later(turn: number, milliseconds: number, run: () => unknown): void {
    if (turn !== this.turn) return;
    this.timer();
    this.timer = this.options.clock.after(milliseconds, () => {
      if (turn === this.turn) void run();
    });
  }

  private hears(turn: number): AgentHears {
    const now = (run: (leg: Leg) => void) => (leg: Leg) => {
      if (turn === this.turn) run(leg);
    };
    return {
      registered: (yes) => {
        if (turn === this.turn) this.say(yes ? 'ready' : 'lost');
      },
      rings: now((leg) => this.rings(leg)),
      refused: () => this.later(turn, REFUSED_MS, () => this.renew(turn)),
      answered: now((leg) => {
        if (this.call?.leg === leg) this.call.begin();
      }),
      ended: now((leg) => this.ended(leg)),
    };
  }

  private rings(leg: Leg): void {
    this.ringing.set(leg.about, leg);
    this.takeMine();
    this.options.onChange();
  }

  private async take(leg: Leg, contactId: string): Promise<void> {
    const call = new CurrentCall(leg, contactId, this.options);
    this.call = call;
    this.ringing.delete(leg.about);
    const opened = await this.options.microphone();
    const there = this.call === call;
    if ('wrong' in opened) {
      this.wrong = opened.wrong;
      if (!there) return;
      this.wanted.delete(leg.about);
      this.finish();
      leg.end();
      this.options.onNoMicrophone(leg.about, opened.wrong);
      return;
    }
    this.wrong = undefined;
    if (!there) return letGo(opened.sound);
    call.speakWith(opened.sound);
    leg.answer(opened.sound);
  }

  private ended(leg: Leg): void {
    this.wanted.delete(leg.about);
    if (this.ringing.get(leg.about) === leg) this.ringing.delete(leg.about);
    const call = this.call?.leg === leg ? this.call : undefined;
    if (call) this.finish();
    this.options.onChange();
    if (call) this.options.onEnded(call.contactId);
  }

  private finish(): void {
    this.call?.over();
    this.call = undefined;
  }

  private say(line: LineState): void {
    this.line = line;
    this.options.onChange();
  }
}

import type { About, Line, Opened, SeekerHears, State } from '../api/names';
import { Refused } from '../api/http';
import { Asks } from '../talk/asks';
import { Conversation } from '../talk/conversation';
import { Link, type Ending, type LinkState } from '../talk/link';
import { merged, nothingIn } from './about';
import { changeOf, type Change } from './change';
import { DangerCall } from './danger-call';
import { Errand } from './errand';
import { Opening } from './opening';
import { OwnContact } from './own-contact';
import type { Phase, SeekerOptions } from './seeker-options';
import type { Visit } from './visit';

/** How the server refuses a contact that ended, or whose token is not good any more. */
const OVER = [401, 403, 404, 409, 410];

/** One help seeker in one tab: from the first press to leaving, whatever the network does. */
export class Seeker {
  phase: Phase = 'start';
  /** Until the page knows its line, what the server wrote into it counts. */
  openBefore = true;
  line: Line | undefined;
  /** The last state that the server told. */
  state: State | undefined;
  link: LinkState = 'idle';
  ending: Ending | undefined;
  /** When the connection was lost; undefined while it is there. */
  lostSince: number | undefined;
  talk: Conversation | undefined;
  readonly danger: DangerCall;
  /** Keeping the earlier words from the new volunteer is not yet answered. */
  readonly hiding: Errand;
  /** What only the holder of the contact's token may ask. */
  readonly own: OwnContact;

  private readonly opening: Opening;
  private readonly telling: Errand;
  private visit: Visit = {};
  private socket: Link | undefined;
  private asks: Asks | undefined;

  constructor(private readonly options: SeekerOptions) {
    this.danger = new DangerCall({
      clock: options.clock,
      newId: options.newId,
      report: (id) => this.reportDanger(id),
      onChange: () => {
        this.visit.danger = this.danger.memory;
        this.save();
        options.onChange();
      },
    });
    this.opening = new Opening({
      call: options.call,
      clock: options.clock,
      random: options.random,
      line: async () => (this.line ??= await options.call<Line>(options.linePath)),
      onRequest: () => this.save(),
      onOpened: (opened) => this.accept(opened),
      onTooLate: ({ contactId, token }) => {
        if (token) void this.tellLeft(contactId, token);
      },
      onChange: options.onChange,
    });
    this.own = new OwnContact(options.call, () => this.visit);
    this.telling = new Errand(() => this.tellNow(), options.clock, options.onChange);
    this.hiding = new Errand(
      () => this.own.settle('hide-earlier', {}),
      options.clock,
      options.onChange,
    );
  }

  /** Why opening does not work yet (`retrying`) or at all (a code). */
  get trouble(): string | undefined {
    return this.opening.trouble;
  }

  get open(): boolean {
    return this.line?.open ?? this.openBefore;
  }

  get contactId(): string | undefined {
    return this.visit.contactId;
  }

  get folded(): number {
    return this.visit.folded ?? 0;
  }

  /** What was told of this person so far. */
  get about(): About {
    return this.visit.about ?? {};
  }

  /** The language of the server's words in this contact. */
  get language(): string {
    return this.visit.language ?? 'zh';
  }

  /** Whether another volunteer goes on, or will, and what of it is kept from them. */
  get change(): Change | undefined {
    return this.talk && changeOf(this.talk.log.entries, this.state, this.visit.hiddenAt ?? 0);
  }

  /** Takes up what this tab remembers, if it may. */
  resume(navigation: string, wasDiscarded: boolean): void {
    this.visit = this.options.visits.load(navigation, wasDiscarded);
    if (this.visit.contactId && this.visit.token) this.join();
    else if (this.visit.opening) this.tryToOpen();
    if (this.visit.danger) this.danger.remember(this.visit.danger);
    if (this.visit.untold) this.telling.start();
  }

  /** Tells something of oneself: with the opening, or, once there is a contact, after it. */
  tell(more: About): void {
    this.visit.about = merged(this.about, more);
    if (this.phase !== 'start') {
      this.visit.untold = merged(this.visit.untold ?? {}, more);
      this.telling.start();
    }
    this.save();
    this.options.onChange();
  }

  /** 不要给新志愿者看前面的: repeated until the server has answered. */
  hideEarlier(): void {
    const boundary = this.change?.boundary;
    if (boundary === undefined) return;
    this.visit.hiddenAt = boundary;
    this.hiding.start();
    this.save();
    this.options.onChange();
  }

  start(more: About = {}): void {
    if (this.phase !== 'start') return;
    this.visit.about = merged(this.about, more);
    this.visit.language = this.options.language();
    this.visit.opening = {
      requestId: this.options.newId(),
      city: Opening.city(this.line),
      ...this.visit.about,
      ...(this.visit.after && { after: this.visit.after }),
      consent: { version: this.line?.consentVersion ?? '1', recording: false },
    };
    this.save();
    this.tryToOpen();
  }

  /** Back to the first page while nothing is open yet. */
  giveUpOpening(): void {
    if (this.phase !== 'opening') return;
    this.opening.callOff();
    delete this.visit.opening;
    this.phase = 'start';
    this.save();
    this.options.onChange();
  }

  pressDanger(): void {
    if (!this.open) return;
    if (this.over) this.leaveBehind();
    this.danger.press();
    if (this.phase === 'start') this.start({ selfReport: { danger: 'now' } });
  }

  /** Pressed by mistake: back without comment. */
  takeDangerBack(): void {
    this.danger.takeBack();
    if (this.phase === 'opening') this.giveUpOpening();
    else this.asks?.ask({ type: 'notDanger', id: this.options.newId() }).catch(() => undefined);
  }

  /** How it was; throws {@link Refused}. */
  feedback(score: number, text: string): Promise<void> {
    return this.own.ask('feedback', text.trim() ? { score, text: text.trim() } : { score });
  }

  /** Answers the code, or throws {@link Refused}. */
  returnCode(): Promise<{ code: string; expiresAt: string }> {
    return this.own.ask('return-code');
  }

  /** Joins the earlier conversation, or throws {@link Refused}. */
  async comeBack(code: string): Promise<void> {
    const body = this.line?.city ? { code, city: this.line.city.code } : { code };
    const opened = await this.options.call<Opened>('/api/v1/returns', { method: 'POST', body });
    this.accept(opened);
  }

  /** Tells the server without waiting for it, and forgets everything. */
  leave(): void {
    const { contactId, token } = this.visit;
    if (contactId && token) {
      this.socket?.send({ type: 'leave', id: this.options.newId() });
      void this.tellLeft(contactId, token);
    }
    this.forget();
  }

  /** Back to the first page; after the end the same person may go on, with the proof of it. */
  forget(goesOn = false): void {
    this.danger.stop();
    this.drop(goesOn);
    this.options.onChange();
  }

  private drop(goesOn = false): void {
    const { contactId, token } = this.visit;
    this.opening.callOff();
    this.telling.stop();
    this.hiding.stop();
    this.socket?.close();
    this.options.visits.clear();
    this.visit = goesOn && contactId && token ? { after: { contactId, token } } : {};
    this.socket = this.asks = this.talk = undefined;
    this.state = this.ending = this.lostSince = undefined;
    this.phase = 'start';
  }

  /** The contact ended, or is not this tab's any more. */
  get over(): boolean {
    if (this.phase !== 'talk') return false;
    const { stage, situation } = this.state ?? {};
    return stage === 'closed' || situation === 'closed' || this.ending === 'notAllowed';
  }

  /** A contact that is over calls nobody: what was told goes on into another one. */
  private leaveBehind(): void {
    const about = this.about;
    this.drop(true);
    this.visit.about = about;
  }

  /** The contact ended. A report that it still took was acted on; one that it did not goes on. */
  private ended(): void {
    if (!this.danger.memory) return;
    if (this.danger.memory.sent) {
      this.danger.stop();
      delete this.visit.danger;
      this.save();
    } else this.callAnew();
  }

  private callAnew(): void {
    const memory = this.danger.memory;
    if (!memory || memory.anew) return;
    memory.anew = true;
    this.leaveBehind();
    this.visit.danger = memory;
    this.start({ selfReport: { danger: 'now' } });
  }

  /** The page became visible, was unfrozen, or the network came back. */
  wake(): void {
    this.socket?.wake();
    this.danger.wake();
    this.telling.wake();
    this.hiding.wake();
    this.opening.wake();
  }

  /** Connects again after an ending that asks for a human's word. */
  continueHere(): void {
    this.ending = undefined;
    this.socket?.open();
  }

  private tryToOpen(): void {
    if (!this.visit.opening) return;
    this.phase = 'opening';
    this.opening.start(this.visit.opening);
    this.options.onChange();
  }

  private accept(opened: Opened): void {
    this.visit.opening = this.visit.after = undefined;
    if (!opened.token) return this.restartOpening();
    this.visit.contactId = opened.contactId;
    this.visit.token = opened.token;
    this.visit.language ??= this.options.language();
    if (opened.head) this.visit.folded = opened.head;
    this.state = opened;
    this.save();
    this.join();
  }

  /** The server knew the request but gave its token to another tab: open a contact of our own. */
  private restartOpening(): void {
    this.phase = 'start';
    this.start();
  }

  private join(): void {
    this.phase = 'talk';
    const send = (frame: object): boolean => this.socket?.send(frame) ?? false;
    const asks = new Asks(send, this.options.clock);
    const talk = new Conversation({
      mine: 'seeker',
      address: {},
      asks,
      send,
      shelf: this.options.shelf(`unsent.${this.visit.contactId}`),
      clock: this.options.clock,
      newId: this.options.newId,
      onChange: this.options.onChange,
    });
    const link: Link = new Link({
      connect: () =>
        this.options.connect(`${this.own.path}/socket?after=${talk.last}`, [
          'nuanxian.v1',
          `bearer.${this.visit.token}`,
        ]),
      stillAllowed: () => this.own.stillAllowed(),
      onFrame: (frame) => this.hear(frame as SeekerHears),
      onState: (state, ending) => this.linkChanged(state, ending),
      clock: this.options.clock,
      random: this.options.random,
    });
    [this.socket, this.asks, this.talk] = [link, asks, talk];
    link.open();
    this.danger.wake();
    this.telling.wake();
  }

  private hear(frame: SeekerHears): void {
    if (frame.type === 'ack' || frame.type === 'error') {
      this.asks?.answer(frame);
      return;
    }
    if (frame.type === 'state') {
      this.state = frame;
      this.danger.answered(frame.stage === 'active');
      if (this.over) this.ended();
      this.options.onChange();
    } else this.talk?.hear(frame);
  }

  private linkChanged(state: LinkState, ending: Ending | undefined): void {
    this.link = state;
    this.ending = ending;
    if (state === 'open') {
      this.lostSince = undefined;
      this.asks?.up();
      this.talk?.up();
    } else {
      this.asks?.down();
      this.talk?.down();
      if (state === 'lost') this.lostSince ??= this.options.clock.now();
    }
    this.options.onChange();
  }

  private async reportDanger(id: string): Promise<boolean> {
    if (!this.visit.contactId) return false;
    const asked = this.visit.contactId;
    try {
      await this.own.ask('danger', { id });
      return true;
    } catch (error) {
      // Tried again until it is answered; a contact that is over never will.
      const over = error instanceof Refused && OVER.includes(error.status);
      if (over && this.visit.contactId === asked) this.callAnew();
      return false;
    }
  }

  private async tellNow(): Promise<boolean> {
    const untold = this.visit.untold ?? {};
    if (nothingIn(untold)) return true;
    if (!this.visit.contactId || !(await this.own.settle('about', untold))) return false;
    if (this.visit.untold !== untold) return this.tellNow(); // more was told meanwhile
    delete this.visit.untold;
    this.save();
    return true;
  }

  private async tellLeft(contactId: string, token: string): Promise<void> {
    try {
      await this.options.call(`/api/v1/contacts/${contactId}/leave`, {
        method: 'POST',
        body: {},
        token,
        keepalive: true,
      });
    } catch {
      // the person is gone already; the server notices the closed socket as well
    }
  }

  private save(): void {
    this.options.visits.save(this.visit);
  }
}

import type {
  About,
  Line,
  OpenContact,
  Opened,
  SeekerHears,
  State,
} from '../api/names';
import { Refused } from '../api/http';
import { Asks } from '../talk/asks';
import type { Cancel } from '../talk/clock';
import { Conversation } from '../talk/conversation';
import { Link, type Ending, type LinkState } from '../talk/link';
import { merged, nothingIn } from './about';
import { changeOf, type Change } from './change';
import { DangerCall } from './danger-call';
import { Errand } from './errand';
import { OwnContact } from './own-contact';
import type { CallbackWish, Phase, SeekerOptions } from './seeker-options';
import type { Visit } from './visit';

/** Between two tries to open a contact; jitter comes on top. */
const OPEN_RETRY_MS = 2_000;
const OPEN_RETRY_MAX_MS = 20_000;
const UNKNOWN_CITY = '000000';

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
  /** Why opening does not work yet (`retrying`) or at all (a code). */
  trouble: string | undefined;
  talk: Conversation | undefined;
  readonly danger: DangerCall;
  /** Keeping the earlier words from the new volunteer is not yet answered. */
  readonly hiding: Errand;

  private readonly telling: Errand;
  private readonly own: OwnContact;
  private visit: Visit = {};
  private socket: Link | undefined;
  private asks: Asks | undefined;
  private retry: Cancel | undefined;
  private tries = 0;
  /** Grows when an opening is called off: a late answer to it must not show. */
  private round = 0;

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
    this.own = new OwnContact(options.call, () => this.visit);
    this.telling = new Errand(() => this.tellNow(), options.clock, options.onChange);
    this.hiding = new Errand(
      () => this.own.settle('hide-earlier', {}),
      options.clock,
      options.onChange,
    );
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
      city: this.line?.city?.code ?? UNKNOWN_CITY,
      ...this.visit.about,
      consent: { version: this.line?.consentVersion ?? '1', recording: false },
    };
    this.tries = 0;
    this.save();
    this.tryToOpen();
  }

  /** Back to the first page while nothing is open yet. */
  giveUpOpening(): void {
    if (this.phase !== 'opening') return;
    this.round++;
    this.retry?.();
    delete this.visit.opening;
    this.trouble = undefined;
    this.phase = 'start';
    this.save();
    this.options.onChange();
  }

  pressDanger(): void {
    if (!this.open) return;
    this.danger.press();
    if (this.phase === 'start') this.start({ selfReport: { danger: 'now' } });
  }

  /** Pressed by mistake: back without comment. */
  takeDangerBack(): void {
    this.danger.takeBack();
    if (this.phase === 'opening') this.giveUpOpening();
    else this.asks?.ask({ type: 'notDanger', id: this.options.newId() }).catch(() => undefined);
  }

  /** Please ring me when it is my turn; throws {@link Refused}. */
  callback(wish: CallbackWish): Promise<void> {
    return this.own.ask('callback', wish);
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

  /** Back to the first page after the end. */
  forget(): void {
    this.round++;
    this.retry?.();
    this.danger.stop();
    this.telling.stop();
    this.hiding.stop();
    this.socket?.close();
    this.options.visits.clear();
    this.visit = {};
    this.socket = this.asks = this.talk = undefined;
    this.state = this.ending = this.lostSince = this.trouble = undefined;
    this.phase = 'start';
    this.options.onChange();
  }

  /** The page became visible, was unfrozen, or the network came back. */
  wake(): void {
    this.socket?.wake();
    this.danger.wake();
    this.telling.wake();
    this.hiding.wake();
    if (this.phase === 'opening' && this.trouble === 'retrying') this.tryToOpen();
  }

  /** Connects again after an ending that asks for a human's word. */
  continueHere(): void {
    this.ending = undefined;
    this.socket?.open();
  }

  private tryToOpen(): void {
    const opening = this.visit.opening;
    if (!opening) return;
    const round = ++this.round;
    this.retry?.();
    this.phase = 'opening';
    this.options.onChange();
    this.cityOf(opening)
      .then((request) =>
        this.options.call<Opened>('/api/v1/contacts', { method: 'POST', body: request }),
      )
      .then(
        (opened) => this.opened(opened, round),
        (error: unknown) => this.notOpened(error, round),
      );
  }

  /** The page may have been pressed before it knew its city. */
  private async cityOf(opening: OpenContact): Promise<OpenContact> {
    if (opening.city !== UNKNOWN_CITY) return opening;
    this.line ??= await this.options.call<Line>('/api/v1/line');
    opening.city = this.line.city?.code ?? UNKNOWN_CITY;
    this.save();
    return opening;
  }

  private opened(opened: Opened, round: number): void {
    if (round === this.round) return this.accept(opened);
    if (opened.token) void this.tellLeft(opened.contactId, opened.token);
  }

  private notOpened(error: unknown, round: number): void {
    if (round !== this.round) return;
    const refused = error instanceof Refused ? error : new Refused(0, 'no-answer', undefined);
    if (!refused.passing) {
      this.trouble = refused.code;
      this.options.onChange();
      return;
    }
    this.trouble = 'retrying';
    const least = Math.min(OPEN_RETRY_MAX_MS, OPEN_RETRY_MS * 1.5 ** this.tries++);
    const wait = Math.max(least, (refused.retryAfterSeconds ?? 0) * 1000);
    this.retry = this.options.clock.after(wait * (1 + this.options.random() / 2), () =>
      this.tryToOpen(),
    );
    this.options.onChange();
  }

  private accept(opened: Opened): void {
    delete this.visit.opening;
    if (!opened.token) return this.restartOpening();
    this.trouble = undefined;
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
      this.danger.answered(frame.stage === 'active' || frame.stage === 'closed');
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
    try {
      await this.own.ask('danger', { id });
      return true;
    } catch {
      return false; // tried again until it is answered
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

import { Refused } from '../api/http';
import type { Line, OpenContact, Opened } from '../api/names';
import type { Cancel } from '../talk/clock';
import type { SeekerOptions } from './seeker-options';

/** Between two tries to open a contact; jitter comes on top. */
const RETRY_MS = 2_000;
const RETRY_MAX_MS = 20_000;
const UNKNOWN_CITY = '000000';

export interface OpeningOptions extends Pick<SeekerOptions, 'call' | 'clock' | 'random'> {
  /** The line of the page; asked for where the page does not know it yet. */
  line(): Promise<Line>;
  /** The request changed and must survive a reload. */
  onRequest(): void;
  onOpened(opened: Opened): void;
  /** The server opened a contact that was called off meanwhile. */
  onTooLate(opened: Opened): void;
  onChange(): void;
}

/** Opens a contact, and tries for ever: a repeated request is answered with the same contact. */
export class Opening {
  /** Why it does not work yet (`retrying`) or at all (a code). */
  trouble: string | undefined;
  private request: OpenContact | undefined;
  private retry: Cancel | undefined;
  private tries = 0;
  /** Grows when an opening is called off: a late answer to it must not show. */
  private round = 0;

  constructor(private readonly options: OpeningOptions) {}

  /** The city's code for a request before the page knows its line. */
  static city(line: Line | undefined): string {
    return line?.city?.code ?? UNKNOWN_CITY;
  }

  start(request: OpenContact): void {
    this.tries = 0;
    this.request = request;
    this.go();
  }

  callOff(): void {
    this.round++;
    this.retry?.();
    this.request = undefined;
    this.trouble = undefined;
  }

  /** There may be a network now. */
  wake(): void {
    if (this.trouble === 'retrying') this.go();
  }

  private go(): void {
    const request = this.request;
    if (!request) return;
    const round = ++this.round;
    this.retry?.();
    this.located(request)
      .then((body) => this.options.call<Opened>('/api/v1/contacts', { method: 'POST', body }))
      .then(
        (opened) => this.opened(opened, round),
        (error: unknown) => this.refused(error, round),
      );
  }

  /** The page may have been pressed before it knew its city. */
  private async located(request: OpenContact): Promise<OpenContact> {
    if (request.city !== UNKNOWN_CITY) return request;
    request.city = Opening.city(await this.options.line());
    this.options.onRequest();
    return request;
  }

  private opened(opened: Opened, round: number): void {
    if (round !== this.round) return this.options.onTooLate(opened);
    this.callOff();
    this.options.onOpened(opened);
  }

  private refused(error: unknown, round: number): void {
    if (round !== this.round) return;
    const refused = error instanceof Refused ? error : new Refused(0, 'no-answer', undefined);
    this.trouble = refused.passing ? 'retrying' : refused.code;
    if (refused.passing) {
      const least = Math.min(RETRY_MAX_MS, RETRY_MS * 1.5 ** this.tries++);
      const wait = Math.max(least, (refused.retryAfterSeconds ?? 0) * 1000);
      const jitter = 1 + this.options.random() / 2;
      this.retry = this.options.clock.after(wait * jitter, () => this.go());
    }
    this.options.onChange();
  }
}

import type { Cancel, Clock } from '../talk/clock';

/** What must work so that somebody can be rung at a desk; the last two where there is a telephone. */
export const CHECKS = [
  'sound',
  'notification',
  'screen',
  'connection',
  'microphone',
  'phone',
] as const;
export type Check = (typeof CHECKS)[number];
export type Finding = 'pending' | 'works' | 'fails';

/** What a check looks at; each may take its time. */
export interface Surroundings {
  /** Plays the ring; false when the browser does not let it be heard. */
  playRing(): Promise<boolean>;
  /** May offers be shown outside the page? */
  mayNotify(): Promise<boolean>;
  /** Asks that the screen stays awake. */
  keepScreenAwake(): Promise<boolean>;
  /** Is the line to the server alive now? */
  connected(): Promise<boolean>;
  /** Where calls are answered in the page. */
  telephone?: {
    /** Does sound come from the microphone? It is let go when the signal says so. */
    microphone(until: AbortSignal): Promise<boolean>;
    /** Would the PBX find this page? It may still be connecting. */
    connected(until: AbortSignal): Promise<boolean>;
  };
}

/** Longer nobody waits to be ready. */
export const CHECK_MS = 5_000;

/**
 * The check when somebody becomes ready. It ends when everything is known, or after five seconds;
 * what is not known by then fails. The sound counts once the person says it was heard.
 */
export class Readiness {
  readonly findings: Record<Check, Finding> = {
    sound: 'pending',
    notification: 'pending',
    screen: 'pending',
    connection: 'pending',
    microphone: 'pending',
    phone: 'pending',
  };
  /** What is looked at here. */
  readonly checks: readonly Check[];
  /** The ring plays; the person is asked whether it is heard. */
  audible = false;
  private ended = false;
  private readonly over = new AbortController();
  private readonly deadline: Cancel;

  constructor(
    surroundings: Surroundings,
    clock: Clock,
    private readonly onChange: () => void,
    private readonly onEnd: (failed: Check[]) => void,
  ) {
    const { telephone } = surroundings;
    this.checks = telephone ? CHECKS : CHECKS.slice(0, 4);
    this.deadline = clock.after(CHECK_MS, () => this.end());
    void surroundings.mayNotify().then((may) => this.found('notification', may));
    void surroundings.keepScreenAwake().then((kept) => this.found('screen', kept));
    void surroundings.connected().then((alive) => this.found('connection', alive));
    void telephone?.microphone(this.over.signal).then((works) => this.found('microphone', works));
    void telephone?.connected(this.over.signal).then((alive) => this.found('phone', alive));
    void surroundings.playRing().then((plays) => {
      this.audible = plays;
      if (!plays) this.found('sound', false);
      this.onChange();
    });
  }

  /** The person heard the ring, or did not. */
  heard(yes: boolean): void {
    this.found('sound', yes);
  }

  /** The person changed their mind: nothing is said any more. */
  cancel(): void {
    this.ended = true;
    this.deadline();
    this.over.abort();
  }

  private found(check: Check, works: boolean): void {
    if (this.ended || this.findings[check] !== 'pending') return;
    this.findings[check] = works ? 'works' : 'fails';
    this.onChange();
    if (this.checks.every((one) => this.findings[one] !== 'pending')) this.end();
  }

  private end(): void {
    if (this.ended) return;
    this.cancel();
    const failed = this.checks.filter((one) => this.findings[one] !== 'works');
    for (const check of failed) this.findings[check] = 'fails';
    this.onChange();
    this.onEnd(failed);
  }
}

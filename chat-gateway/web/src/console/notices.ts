/** Something the volunteer is told once. */
export interface Notice {
  n: number;
  /** `refused` is an error code; `said` and `phone` are keys of the texts. */
  kind: 'refused' | 'said' | 'phone';
  code: string;
  until: number;
}

/** Notices on the screen; older ones go. */
const NOTICES_MAX = 4;
/** Long enough to be read by somebody who was looking elsewhere. */
const SHOWN_MS = 20_000;

/** What is told beside the work; it goes by itself. */
export class Notices {
  private last = 0;
  private kept: readonly Notice[] = [];

  constructor(private readonly now: () => number) {}

  get all(): readonly Notice[] {
    const now = this.now();
    return this.kept.filter((notice) => notice.until > now);
  }

  add(kind: Notice['kind'], code: string): void {
    const others = this.all.filter((notice) => notice.code !== code);
    const notice = { n: ++this.last, kind, code, until: this.now() + SHOWN_MS };
    this.kept = [...others, notice].slice(-NOTICES_MAX);
  }

  dismiss(n: number): void {
    this.kept = this.kept.filter((notice) => notice.n !== n);
  }
}

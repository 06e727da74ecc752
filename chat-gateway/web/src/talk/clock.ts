/** Takes back what was asked for; harmless when it already happened. */
export type Cancel = () => void;

/** Time as the talk modules see it, so that tests own it. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Runs once after so many milliseconds. */
  after(milliseconds: number, run: () => void): Cancel;
}

/** The page's own clock. Browsers slow it down in the background, which suits a help seeker. */
export const pageClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

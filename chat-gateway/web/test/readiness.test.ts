import { beforeEach, describe, expect, it } from 'vitest';
import { Readiness, type Check, type Surroundings } from '../src/console/readiness';
import { settle, TestClock } from './fakes';

let clock: TestClock;
let ended: Check[][];

const FINE: Surroundings = {
  playRing: () => Promise.resolve(true),
  mayNotify: () => Promise.resolve(true),
  keepScreenAwake: () => Promise.resolve(true),
  connected: () => Promise.resolve(true),
};

function check(surroundings: Partial<Surroundings> = {}): Readiness {
  const all = { ...FINE, ...surroundings };
  return new Readiness(all, clock, () => undefined, (failed) => ended.push(failed));
}

beforeEach(() => {
  clock = new TestClock();
  ended = [];
});

describe('the check before being ready', () => {
  it('passes once everything works and the ring was heard', async () => {
    const readiness = check();
    await settle();
    expect(ended).toEqual([]);
    expect(readiness.audible).toBe(true);
    readiness.heard(true);
    expect(ended).toEqual([[]]);
  });

  it('names what fails', async () => {
    const readiness = check({ mayNotify: () => Promise.resolve(false) });
    await settle();
    readiness.heard(false);
    expect(ended).toEqual([['sound', 'notification']]);
  });

  it('ends after five seconds; what is unknown then fails', async () => {
    check({ connected: () => new Promise(() => undefined) });
    await clock.pass(4_999);
    expect(ended).toEqual([]);
    await clock.pass(1);
    expect(ended).toEqual([['sound', 'connection']]);
  });

  it('does not ask for a sound that the browser does not play', async () => {
    check({ playRing: () => Promise.resolve(false) });
    await settle();
    expect(ended).toEqual([['sound']]);
  });

  it('says nothing when it was called off', async () => {
    const readiness = check();
    readiness.cancel();
    await clock.pass(10_000);
    expect(ended).toEqual([]);
  });

  it('looks at the telephone where there is one, and lets go of the microphone at the end', async () => {
    let until: AbortSignal | undefined;
    const readiness = check({
      telephone: {
        microphone: (signal) => ((until = signal), Promise.resolve(false)),
        connected: () => Promise.resolve(true),
      },
    });
    await settle();
    expect(until!.aborted).toBe(false);
    readiness.heard(true);
    expect(ended).toEqual([['microphone']]);
    expect(until!.aborted).toBe(true);
  });
});

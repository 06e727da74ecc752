import { beforeEach, describe, expect, it } from 'vitest';
import { Link, type Ending, type LinkState } from '../src/talk/link';
import { FakeSocket, TestClock } from './fakes';

let clock: TestClock;
let sockets: FakeSocket[];
let states: [LinkState, Ending | undefined][];
let frames: object[];
let allowed: boolean;
let link: Link;

const newest = (): FakeSocket => sockets[sockets.length - 1]!;

beforeEach(() => {
  clock = new TestClock();
  sockets = [];
  states = [];
  frames = [];
  allowed = true;
  link = new Link({
    connect: () => {
      sockets.push(new FakeSocket());
      return newest();
    },
    stillAllowed: () => Promise.resolve(allowed),
    onFrame: (frame) => frames.push(frame),
    onState: (state, ending) => states.push([state, ending]),
    clock,
    random: () => 0.5,
  });
  link.open();
});

describe('a link', () => {
  it('comes back by itself after the line was cut', async () => {
    newest().opens();
    newest().drops();
    expect(link.state).toBe('lost');
    await clock.pass(1_000);
    expect(sockets).toHaveLength(2);
    newest().opens();
    expect(link.state).toBe('open');
  });

  it('waits longer from try to try, but never for ever', async () => {
    for (let i = 0; i < 12; i++) {
      newest().drops();
      await clock.pass(15_000);
    }
    expect(sockets.length).toBeGreaterThanOrEqual(12);
    const before = sockets.length;
    newest().drops();
    await clock.pass(5_000);
    expect(sockets.length).toBe(before);
  });

  it('gives up an attempt that never opens', async () => {
    await clock.pass(10_000);
    expect(link.state).toBe('lost');
    expect(sockets[0]!.closedByPage).toBe(true);
  });

  it('notices a dead socket that still says it is open', async () => {
    newest().opens();
    newest().mute = true;
    await clock.pass(2_000);
    expect(newest().ofType('ping')).toHaveLength(1);
    await clock.pass(6_000);
    expect(sockets[0]!.closedByPage).toBe(true);
    await clock.pass(1_000);
    expect(sockets).toHaveLength(2);
  });

  it('keeps a socket that answers', async () => {
    newest().opens();
    await clock.pass(100_000);
    expect(newest().ofType('ping')).toHaveLength(10);
    expect(sockets).toHaveLength(1);
    expect(frames).toHaveLength(0);
  });

  it('asks at once when the device wakes up', async () => {
    newest().opens();
    newest().mute = true;
    clock.sleep(600_000);
    link.wake();
    expect(newest().ofType('ping').length).toBeGreaterThanOrEqual(1);
    await clock.pass(4_000);
    expect(sockets.length).toBeGreaterThanOrEqual(2);
  });

  it('does not wait when the network comes back', async () => {
    for (let i = 0; i < 8; i++) {
      newest().drops();
      await clock.pass(15_000);
    }
    newest().drops();
    const before = sockets.length;
    link.wake();
    await clock.pass(300);
    expect(sockets.length).toBe(before + 1);
  });

  it('ignores what an old socket still says', async () => {
    const old = newest();
    old.opens();
    const listener = old.onmessage!;
    old.drops();
    await clock.pass(1_000);
    newest().opens();
    expect(old.onmessage).toBeNull();
    listener({ data: '{"type":"late"}' });
    expect(link.state).toBe('open');
  });

  it.each([
    [4401, 'notAllowed'],
    [4409, 'displaced'],
  ] as const)('stays away after %i', async (code, ending) => {
    newest().opens();
    newest().drops(code);
    await clock.pass(120_000);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toEqual(['ended', ending]);
  });

  it('comes back once when it may have been displaced by a socket it gave up', async () => {
    await clock.pass(10_000); // the attempt never opened
    await clock.pass(1_000);
    newest().opens();
    newest().drops(4409);
    expect(link.state).toBe('lost');
    await clock.pass(1_000);
    newest().opens();
    newest().drops(4409);
    expect(states.at(-1)).toEqual(['ended', 'displaced']);
  });

  it('is displaced by another window although it was cut off long ago', async () => {
    newest().opens();
    newest().drops();
    await clock.pass(1_000);
    newest().opens();
    await clock.pass(61_000);
    newest().drops(4409);
    expect(states.at(-1)).toEqual(['ended', 'displaced']);
  });

  it('comes back after being displaced only when it is asked to', async () => {
    newest().opens();
    newest().drops(4409);
    link.open();
    expect(sockets).toHaveLength(2);
  });

  it.each([1012, 4408])('comes back soon after %i', async (code) => {
    newest().opens();
    newest().drops(code);
    await clock.pass(3_000);
    expect(sockets).toHaveLength(2);
  });

  it.each([4429, 4400])('rests after %i, and comes back', async (code) => {
    newest().opens();
    newest().drops(code);
    await clock.pass(9_000);
    expect(sockets).toHaveLength(1);
    await clock.pass(12_000);
    expect(sockets).toHaveLength(2);
  });

  it('ends when the server no longer knows us', async () => {
    allowed = false;
    newest().drops();
    await clock.pass(10);
    expect(states.at(-1)).toEqual(['ended', 'notAllowed']);
    await clock.pass(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('does not choke on what is not a frame', () => {
    newest().opens();
    newest().onmessage!({ data: 'no json' });
    newest().onmessage!({ data: '17' });
    newest().onmessage!({ data: new ArrayBuffer(4) });
    newest().says({ type: 'state' });
    expect(frames).toEqual([{ type: 'state' }]);
  });
});

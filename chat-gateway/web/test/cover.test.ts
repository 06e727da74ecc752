import { beforeEach, describe, expect, it } from 'vitest';
import { Cover, UNTOUCHED_MAX_MS, type Covered } from '../src/help/cover';
import { memoryStorage, TestClock } from './fakes';

let clock: TestClock;
let storage: Storage;
let seeker: { -readonly [K in keyof Covered]: Covered[K] };
let forgotten: number;
let came: number;
let cover: Cover;

function open(): void {
  const onDown = (): void => void came++;
  cover = new Cover({ clock, storage, seeker, onDown, onChange: () => cover.wake() });
  cover.resume();
}

beforeEach(() => {
  clock = new TestClock();
  storage = memoryStorage();
  forgotten = came = 0;
  seeker = {
    phase: 'talk',
    over: false,
    about: {},
    talk: { last: 3 },
    forget: () => {
      forgotten++;
      seeker.phase = 'start';
      seeker.about = {};
      seeker.talk = undefined;
      storage.clear();
    },
  };
  open();
});

describe('a talk that nobody touched for an hour', () => {
  it('is covered, and what was said before is folded', async () => {
    await clock.pass(UNTOUCHED_MAX_MS - 1);
    expect(cover.down).toBe(false);
    await clock.pass(1);
    expect([cover.down, cover.folded, came, forgotten]).toEqual([true, 3, 1, 0]);
    seeker.talk = { last: 5 };
    cover.lift();
    expect([cover.down, cover.folded]).toEqual([false, 3]);
  });

  it('is not covered while it is in somebody’s hands', async () => {
    for (let i = 0; i < 9; i++) {
      await clock.pass(UNTOUCHED_MAX_MS - 1);
      cover.touch();
    }
    expect(cover.down).toBe(false);
  });

  it('is covered by the first touch after a sleep, which does not lift it', () => {
    clock.sleep(UNTOUCHED_MAX_MS);
    cover.touch();
    cover.touch();
    expect(cover.down).toBe(true);
  });

  it('is covered after a reload as well, whatever has not come back yet', () => {
    cover.touch();
    seeker.talk = { last: 7 };
    cover.keep();
    clock.sleep(UNTOUCHED_MAX_MS);
    seeker.talk = { last: 0 };
    open();
    expect([cover.down, cover.folded]).toEqual([true, 7]);
  });

  it('is there at once after a reload in time', () => {
    cover.touch();
    clock.sleep(UNTOUCHED_MAX_MS - 1);
    open();
    expect(cover.down).toBe(false);
  });

  it('leaves nothing when it ends under the cover', async () => {
    await clock.pass(UNTOUCHED_MAX_MS);
    seeker.over = true;
    cover.wake();
    expect([cover.down, forgotten, storage.length]).toEqual([false, 1, 0]);
    await clock.pass(UNTOUCHED_MAX_MS);
    expect(forgotten).toBe(1);
  });
});

describe('what else nobody touched for an hour', () => {
  it('is forgotten: a talk that is over', async () => {
    seeker.over = true;
    await clock.pass(UNTOUCHED_MAX_MS);
    expect([cover.down, forgotten, came]).toEqual([false, 1, 1]);
  });

  it('is forgotten: what was told before a talk', async () => {
    seeker.phase = 'start';
    seeker.about = { nickname: '小林' };
    await clock.pass(UNTOUCHED_MAX_MS);
    expect(forgotten).toBe(1);
  });

  it('stays: the first page, on which nothing was told, and nothing is kept', async () => {
    seeker.phase = 'start';
    cover.touch();
    cover.keep();
    await clock.pass(UNTOUCHED_MAX_MS);
    expect([forgotten, came, storage.length]).toEqual([0, 0, 0]);
  });

  it('goes on: who cannot be connected yet, and is covered once there is a talk', async () => {
    seeker.phase = 'opening';
    await clock.pass(UNTOUCHED_MAX_MS);
    expect([cover.down, forgotten]).toEqual([false, 0]);
    seeker.phase = 'talk';
    cover.wake();
    expect(cover.down).toBe(true);
  });
});

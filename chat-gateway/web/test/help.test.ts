import { beforeEach, describe, expect, it } from 'vitest';
import type { Entry, State } from '../src/api/names';
import { merged } from '../src/help/about';
import { Announcer, type Scene } from '../src/help/announcer';
import { changeOf } from '../src/help/change';
import { Errand } from '../src/help/errand';
import { randomId } from '../src/talk/ids';
import { TestClock } from './fakes';

describe('what a screen reader is told', () => {
  let now = 0;
  let announcer: Announcer;
  const scene = (over: Partial<Scene> = {}): Scene => ({
    situation: 'waiting busy',
    position: 3,
    text: 'three before you',
    lost: false,
    lostText: 'lost',
    backText: 'back',
    heard: [],
    folded: 0,
    ...over,
  });

  beforeEach(() => {
    now = 0;
    announcer = new Announcer(() => now);
  });

  it('is the situation once, and again only when it is another one', () => {
    expect(announcer.hears(scene())).toBe('three before you');
    expect(announcer.hears(scene({ text: 'about 9 minutes' }))).toBe('three before you');
    const talking = scene({ situation: 'active talking', position: undefined, text: 'with you' });
    expect(announcer.hears(talking)).toBe('with you');
  });

  it('is a place that fell, at most once a minute', () => {
    announcer.hears(scene());
    now = 30_000;
    expect(announcer.hears(scene({ position: 2, text: 'two' }))).toBe('three before you');
    now = 61_000;
    expect(announcer.hears(scene({ position: 2, text: 'two' }))).toBe('two');
  });

  it('is every word of a volunteer, once, and no folded one', () => {
    announcer.hears(scene());
    const heard = [{ seq: 4, text: 'A: hello' }];
    expect(announcer.hears(scene({ heard, folded: 3 }))).toBe('A: hello');
    expect(announcer.hears(scene({ heard }))).toBe('A: hello');
    const folded = new Announcer(() => 0);
    expect(folded.hears(scene({ heard, folded: 9 }))).toBe('three before you');
  });

  it('is the line that broke and came back', () => {
    announcer.hears(scene());
    expect(announcer.hears(scene({ lost: true }))).toBe('lost');
    expect(announcer.hears(scene())).toBe('back');
  });
});

describe('a change of volunteer', () => {
  const entry = (seq: number, from: Entry['from'], kind = 'text', text = ''): Entry => ({
    seq,
    id: `e${seq}`,
    from,
    kind,
    text,
    at: '',
  });
  const waiting: State = { stage: 'waiting' };
  const active: State = { stage: 'active' };
  const first = [entry(1, 'seeker'), entry(2, 'volunteer')];
  const second = [...first, entry(3, 'system', 'changed', 'B'), entry(4, 'volunteer')];

  it('is none before a volunteer was there, nor with the first one', () => {
    expect(changeOf([entry(1, 'seeker')], waiting, 0)).toBeUndefined();
    expect(changeOf(first, active, 0)).toBeUndefined();
  });

  it('may be refused while nobody has come, for all that was said', () => {
    expect(changeOf(first, waiting, 0)).toEqual({ alias: undefined, boundary: 2, kept: false });
    expect(changeOf(first, waiting, 2)?.kept).toBe(true);
  });

  it('may be refused as soon as another one is asked', () => {
    const handing = { ...active, situation: 'handing' } as State;
    expect(changeOf(first, handing, 0)).toEqual({ alias: undefined, coming: true, boundary: 2, kept: false });
    expect(changeOf(first, handing, 2)?.kept).toBe(true);
    expect(changeOf(second, active, 2)?.kept).toBe(true);
  });

  it('stays refused when the new one comes', () => {
    expect(changeOf(second, active, 2)).toEqual({ alias: 'B', boundary: 3, kept: true });
  });

  it('may be refused when the new one is there, for what was said before', () => {
    expect(changeOf(second, active, 0)?.kept).toBe(false);
    expect(changeOf(second, active, 3)?.kept).toBe(true);
  });

  it('is asked anew for what was said to the second one', () => {
    expect(changeOf(second, waiting, 3)?.kept).toBe(false);
    expect(changeOf(second, waiting, 4)?.kept).toBe(true);
  });
});

describe('what is told in pieces', () => {
  it('adds up, and later words win', () => {
    const before = { nickname: 'a', selfReport: { distress: 3 } };
    const more = { nickname: 'b', selfReport: { danger: 'none' }, wants: { dialect: 'x' } } as const;
    expect(merged(before, more)).toEqual({
      nickname: 'b',
      selfReport: { distress: 3, danger: 'none' },
      wants: { dialect: 'x' },
    });
  });
});

describe('an errand', () => {
  it('is run until it is answered, and then says so once', async () => {
    const clock = new TestClock();
    let runs = 0;
    let done = 0;
    const errand = new Errand(() => Promise.resolve(++runs === 3), clock, () => done++);
    errand.start();
    await clock.pass(20_000);
    expect([runs, done, errand.open]).toEqual([3, 1, false]);
  });
});

describe('an id', () => {
  it('is a random UUID of version 4 where the browser has none to give', () => {
    const old = {
      getRandomValues: (bytes: Uint8Array) => crypto.getRandomValues(bytes),
    } as unknown as Crypto;
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(randomId(old)).toMatch(form);
    expect(randomId(old)).not.toBe(randomId(old));
    expect(randomId()).toMatch(form);
  });
});

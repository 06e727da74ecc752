import { beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../src/api/names';
import { Asks } from '../src/talk/asks';
import { Conversation } from '../src/talk/conversation';
import { MemoryShelf, numberedIds, settle, TestClock } from './fakes';

type Sent = { type: string; id: string; text?: string; after?: number };

let clock: TestClock;
let shelf: MemoryShelf;
let sent: Sent[];
let open: boolean;
let asks: Asks;
let talk: Conversation;

const newId = numberedIds();

function start(): void {
  const send = (frame: object): boolean => {
    if (open) sent.push(frame as Sent);
    return open;
  };
  asks = new Asks(send, clock);
  talk = new Conversation({
    mine: 'seeker',
    address: {},
    asks,
    send,
    shelf,
    clock,
    newId,
    onChange: () => undefined,
  });
}

function entry(seq: number, from: Entry['from'] = 'volunteer', id = `e${seq}`): Entry {
  return { seq, id, from, kind: 'text', text: `words ${seq}`, at: '2026-11-21T14:00:00Z' };
}

function hear(one: Entry): void {
  talk.hear({ type: 'message', ...one });
}

async function ack(fields: { id: string; seq?: number; head?: number; last?: number }) {
  asks.answer({ type: 'ack', ...fields });
  await settle();
}

async function reconnect(): Promise<void> {
  open = false;
  asks.down();
  talk.down();
  open = true;
  asks.up();
  talk.up();
  await settle();
}

const texts = (type: string): (string | undefined)[] =>
  sent.filter((frame) => frame.type === type).map((frame) => frame.text);
const seqs = (): number[] => talk.log.entries.map((one) => one.seq);

beforeEach(() => {
  clock = new TestClock();
  shelf = new MemoryShelf();
  sent = [];
  open = true;
  start();
});

describe('words going out', () => {
  it('leave one after the other, in the order in which they were typed', async () => {
    talk.say('one');
    talk.say('two');
    expect(texts('message')).toEqual(['one']);
    await ack({ id: sent[0]!.id, seq: 1 });
    expect(texts('message')).toEqual(['one', 'two']);
    await ack({ id: sent[1]!.id, seq: 2 });
    expect(talk.log.entries.map((one) => one.text)).toEqual(['one', 'two']);
    expect(shelf.kept).toEqual([]);
  });

  it('are kept while the line is down and sent with the same id until answered', async () => {
    open = false;
    talk.say('one');
    talk.say('two');
    expect(shelf.kept.map((one) => one.text)).toEqual(['one', 'two']);
    await reconnect();
    await reconnect();
    const ids = sent.filter((frame) => frame.type === 'message').map((frame) => frame.id);
    expect(new Set(ids).size).toBe(1);
    await ack({ id: ids[0]!, seq: 1 });
    await ack({ id: sent.at(-1)!.id, seq: 2 });
    expect(talk.log.entries.map((one) => one.text)).toEqual(['one', 'two']);
  });

  it('survive a reload of the tab', async () => {
    open = false;
    talk.say('one');
    start();
    open = true;
    talk.up();
    expect(texts('message')).toEqual(['one']);
    expect(sent[0]!.id).toBe(shelf.kept[0]!.id);
  });

  it('count as sent when the server tells them back before it answers', async () => {
    talk.say('one');
    const id = sent[0]!.id;
    await reconnect();
    hear(entry(1, 'seeker', id));
    expect(talk.waitingToGo).toEqual([]);
    await ack({ id, seq: 1 });
    expect(seqs()).toEqual([1]);
  });

  it('are repeated when the record is away, and do not overtake each other', async () => {
    talk.say('one');
    talk.say('two');
    asks.answer({ type: 'error', id: sent[0]!.id, code: 'unavailable' });
    await clock.pass(2_000);
    expect(texts('message')).toEqual(['one', 'one']);
    await ack({ id: sent[0]!.id, seq: 1 });
    expect(texts('message')).toEqual(['one', 'one', 'two']);
  });

  it('are asked for again when an open line stays silent', async () => {
    talk.say('one');
    await clock.pass(15_000);
    expect(texts('message')).toEqual(['one', 'one']);
    expect(sent[0]!.id).toBe(sent[1]!.id);
  });

  it('that are refused stay on the screen with the reason and let others pass', async () => {
    talk.say('one');
    talk.say('two');
    asks.answer({ type: 'error', id: sent[0]!.id, code: 'too-long' });
    await settle();
    expect(talk.waitingToGo[0]).toMatchObject({ text: 'one', refused: 'too-long' });
    expect(texts('message')).toEqual(['one', 'two']);
    talk.discard(talk.waitingToGo[0]!.id);
    expect(talk.waitingToGo.map((one) => one.text)).toEqual(['two']);
  });

  it('that were refused can be sent once more, as new words', async () => {
    talk.say('one');
    asks.answer({ type: 'error', id: sent[0]!.id, code: 'not-holder' });
    await settle();
    talk.again(sent[0]!.id);
    expect(texts('message')).toEqual(['one', 'one']);
    expect(sent[1]!.id).not.toBe(sent[0]!.id);
  });

  it('that no frame can hold are never sent', () => {
    talk.say('\u0001'.repeat(4000));
    expect(sent).toEqual([]);
    expect(talk.waitingToGo[0]!.refused).toBe('too-long');
  });
});

describe('words coming in', () => {
  it('are shown once and in order, however they come', async () => {
    hear(entry(1));
    hear(entry(3));
    hear(entry(1));
    hear(entry(2));
    hear(entry(3));
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('are fetched when one is missing', async () => {
    hear(entry(1));
    hear(entry(4));
    const fetch = sent.find((frame) => frame.type === 'fetch')!;
    expect(fetch.after).toBe(1);
    hear(entry(2));
    hear(entry(3));
    await ack({ id: fetch.id, head: 4, last: 4 });
    expect(seqs()).toEqual([1, 2, 3, 4]);
    expect(sent.filter((frame) => frame.type === 'fetch')).toHaveLength(1);
  });

  it('are fetched page by page up to the head', async () => {
    talk.hear({ type: 'resync', head: 3 });
    const first = sent.find((frame) => frame.type === 'fetch')!;
    hear(entry(1));
    await ack({ id: first.id, head: 3, last: 1 });
    const second = sent.filter((frame) => frame.type === 'fetch')[1]!;
    expect(second.after).toBe(1);
  });

  it('are not asked for by a resync that tells nothing new', () => {
    hear(entry(1));
    talk.hear({ type: 'resync', head: 1 });
    expect(sent).toEqual([]);
  });

  it('forget a fetch that the broken line swallowed', async () => {
    talk.hear({ type: 'resync', head: 2 });
    await reconnect();
    talk.hear({ type: 'resync', head: 2 });
    expect(sent.filter((frame) => frame.type === 'fetch')).toHaveLength(2);
  });

  it('fill a hole under an own word that was answered early', async () => {
    talk.say('mine');
    await ack({ id: sent[0]!.id, seq: 3 });
    expect(sent.some((frame) => frame.type === 'fetch')).toBe(true);
    hear(entry(1));
    hear(entry(2));
    expect(seqs()).toEqual([1, 2, 3]);
  });
});

describe('small signs', () => {
  it('show typing for a while, until words come', async () => {
    talk.hear({ type: 'typing' });
    expect(talk.otherIsTyping).toBe(true);
    hear(entry(1));
    expect(talk.otherIsTyping).toBe(false);
    talk.hear({ type: 'typing' });
    await clock.pass(5_000);
    expect(talk.otherIsTyping).toBe(false);
  });

  it('send typing seldom', async () => {
    talk.typing();
    talk.typing();
    await clock.pass(3_000);
    talk.typing();
    expect(sent.filter((frame) => frame.type === 'typing')).toHaveLength(2);
  });

  it('never take back what was read', () => {
    talk.hear({ type: 'read', seq: 5 });
    talk.hear({ type: 'read', seq: 3 });
    expect(talk.readBy).toBe(5);
  });

  it('tell what was read once, and again after a reconnect', async () => {
    hear(entry(1));
    talk.read();
    talk.read();
    expect(sent.filter((frame) => frame.type === 'read')).toHaveLength(1);
    await reconnect();
    talk.read();
    expect(sent.filter((frame) => frame.type === 'read')).toHaveLength(2);
  });

  it('forgets the words that are hidden, and keeps their numbers', () => {
    hear(entry(1, 'seeker'));
    hear({ ...entry(2, 'system'), kind: 'changed' });
    hear(entry(3, 'seeker'));
    talk.log.hide(2);
    expect(talk.log.entries.map((one) => [one.seq, one.kind, one.text])).toEqual([
      [1, 'hidden', ''],
      [2, 'changed', 'words 2'],
      [3, 'text', 'words 3'],
    ]);
    expect(talk.last).toBe(3);
  });
});

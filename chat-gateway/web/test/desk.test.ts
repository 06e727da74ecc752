import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from '../src/console/desk';
import { FakeSocket, MemoryShelf, numberedIds, settle, TestClock } from './fakes';

let clock: TestClock;
let sockets: FakeSocket[];
let shelves: Map<string, MemoryShelf>;
let rings: number;
let desk: Desk;

const newId = numberedIds();
const newest = (): FakeSocket => sockets[sockets.length - 1]!;
const CONTACT = { contactId: 'c1', stage: 'active', term: 1, head: 0 } as const;
const OFFER = {
  offerId: 'o1',
  purpose: 'serve',
  contact: {
    contactId: 'c1',
    channel: 'web',
    county: '360802',
    level: 'none',
    reasons: [],
    waitedSeconds: 3,
  },
  expiresAt: '2026-11-21T14:00:30Z',
  remainingMs: 30_000,
};

function welcome(more: object = {}): object {
  return {
    type: 'welcome',
    volunteerId: 'v1',
    alias: '小满',
    shift: null,
    presence: { status: 'ready', media: ['chat'], chats: 2 },
    contacts: [],
    offers: [],
    escalations: [],
    ...more,
  };
}

function message(seq: number, from = 'seeker'): object {
  const id = `e${seq}`;
  return { type: 'message', contactId: 'c1', seq, id, from, kind: 'text', text: id, at: '' };
}

beforeEach(() => {
  clock = new TestClock();
  sockets = [];
  shelves = new Map();
  rings = 0;
  desk = new Desk({
    clock,
    random: () => 0.5,
    newId,
    connect: () => {
      sockets.push(new FakeSocket());
      return newest();
    },
    stillAllowed: () => Promise.resolve(true),
    shelf: (key) => {
      const shelf = shelves.get(key) ?? new MemoryShelf();
      shelves.set(key, shelf);
      return shelf;
    },
    onChange: () => undefined,
    onRing: () => rings++,
  });
  desk.open();
  newest().opens();
});

describe('a desk', () => {
  it('rings for an offer and forgets it when it is withdrawn', () => {
    newest().says(welcome());
    newest().says({ type: 'offer', ...OFFER });
    expect(rings).toBe(1);
    expect(desk.offers.get('o1')!.until).toBe(clock.now() + 30_000);
    newest().says({ type: 'offerWithdrawn', offerId: 'o1', reason: 'taken' });
    expect(desk.offers.size).toBe(0);
  });

  it('has a chat once an offer was accepted, from the first word on', async () => {
    newest().says(welcome({ offers: [OFFER] }));
    desk.accept('o1');
    const accept = newest().ofType('accept')[0]!;
    newest().says({ type: 'ack', id: accept.id, contactId: 'c1', term: 1, head: 1 });
    await settle();
    newest().says(message(1));
    newest().says({ type: 'contact', ...CONTACT });
    const chat = desk.chats.get('c1')!;
    expect(chat.talk.last).toBe(1);
    expect(chat.held.term).toBe(1);
    expect(desk.unread(chat)).toBe(1);
    desk.look('c1');
    expect(desk.unread(chat)).toBe(0);
  });

  it('says nothing before the server has greeted it', () => {
    desk.setPresence('ready', 2);
    expect(newest().ofType('presence')).toHaveLength(0);
    newest().says(welcome());
    expect(newest().ofType('presence')).toHaveLength(1);
  });

  it('repeats what was not answered and fetches what it missed after a reconnect', async () => {
    newest().says(welcome({ contacts: [{ ...CONTACT, head: 2 }] }));
    const first = newest().ofType('fetch')[0]!;
    newest().says(message(1));
    newest().says(message(2));
    newest().says({ type: 'ack', id: first.id, contactId: 'c1', head: 2, last: 2 });
    desk.chats.get('c1')!.talk.say('mine');
    const said = newest().ofType('message')[0]!;
    newest().drops();
    await clock.pass(2_000);
    newest().opens();
    newest().says(welcome({ contacts: [{ ...CONTACT, head: 3 }] }));
    expect(newest().ofType('message')[0]).toEqual(said);
    expect(newest().ofType('fetch')[0]).toMatchObject({ contactId: 'c1', after: 2 });
  });

  it('lets go of a chat that is not its own any more', () => {
    newest().says(welcome({ contacts: [CONTACT] }));
    newest().says({ type: 'contact', ...CONTACT, held: false });
    expect(desk.chats.size).toBe(0);
  });

  it('drops after a reconnect what the server does not name any more', async () => {
    newest().says(welcome({ contacts: [CONTACT], offers: [OFFER] }));
    newest().drops();
    await clock.pass(2_000);
    newest().opens();
    newest().says(welcome());
    expect(desk.chats.size + desk.offers.size).toBe(0);
  });

  it('stops when it is displaced, until its human asks', async () => {
    newest().says(welcome());
    newest().drops(4409);
    await clock.pass(60_000);
    expect(desk.ending).toBe('displaced');
    expect(sockets).toHaveLength(1);
    desk.open();
    expect(sockets).toHaveLength(2);
  });

  it('tells why the server refused', async () => {
    newest().says(welcome());
    desk.setPresence('ready', 2);
    const id = newest().ofType('presence')[0]!.id;
    newest().says({ type: 'error', id, code: 'not-on-shift' });
    await settle();
    expect(desk.notices).toEqual(['not-on-shift']);
  });

  it('keeps an escalation until it ended', () => {
    const escalation = { escalationId: 's1', rung: 1, contactId: 'c1', dueAt: '', remainingMs: 9 };
    newest().says(welcome({ escalations: [escalation] }));
    newest().says({ type: 'escalation', ...escalation, state: 'acknowledged' });
    expect(desk.escalations.get('s1')!.what.state).toBe('acknowledged');
    newest().says({ type: 'escalation', ...escalation, state: 'ended' });
    expect(desk.escalations.size).toBe(0);
  });
});

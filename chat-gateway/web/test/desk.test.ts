import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from '../src/console/desk';
import { unread, waitsSince } from '../src/console/chat';
import { TabStore } from '../src/console/tab-store';
import { withWhispers } from '../src/console/whispers';
import { itemsOf } from '../src/talk/items';
import { FakeSocket, memoryStorage, numberedIds, settle, TestClock } from './fakes';

let clock: TestClock;
let sockets: FakeSocket[];
let storage: Storage;
let rings: string[];
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
  storage = memoryStorage();
  rings = [];
  desk = newDesk();
  desk.open();
  newest().opens();
});

function newDesk(person = 'v1'): Desk {
  return new Desk({
    clock,
    random: () => 0.5,
    newId,
    connect: () => {
      sockets.push(new FakeSocket());
      return newest();
    },
    stillAllowed: () => Promise.resolve(true),
    storage,
    store: new TabStore(storage, person),
    onChange: () => undefined,
    onRing: (kind) => rings.push(kind),
  });
}

const READY = { status: 'ready', media: ['chat'], chats: 2 } as const;

describe('a desk', () => {
  it('rings for an offer and forgets it when it is withdrawn', () => {
    newest().says(welcome());
    newest().says({ type: 'offer', ...OFFER });
    expect(rings).toEqual(['offer']);
    expect(desk.calls.offers.get('o1')!.until).toBe(clock.now() + 30_000);
    newest().says({ type: 'offerWithdrawn', offerId: 'o1', reason: 'taken' });
    expect(desk.calls.offers.size).toBe(0);
  });

  it('has a chat once an offer was accepted, from the first word on', async () => {
    newest().says(welcome({ offers: [OFFER] }));
    void desk.accept('o1');
    const accept = newest().ofType('accept')[0]!;
    newest().says({ type: 'ack', id: accept.id, contactId: 'c1', term: 1, head: 1 });
    await settle();
    newest().says(message(1));
    newest().says({ type: 'contact', ...CONTACT });
    const chat = desk.chats.get('c1')!;
    expect(chat.talk.last).toBe(1);
    expect(chat.held.term).toBe(1);
    expect(unread(chat)).toBe(1);
    desk.look('c1');
    expect(unread(chat)).toBe(0);
  });

  it('says nothing before the server has greeted it', () => {
    void desk.setPresence('ready', { chats: 2 });
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

  it('fetches what was said in a chat that comes without being accepted here', async () => {
    newest().says(welcome({ contacts: [{ ...CONTACT, head: 1 }] }));
    newest().says(message(1));
    const first = newest().ofType('fetch')[0]!;
    newest().says({ type: 'ack', id: first.id, contactId: 'c1', head: 1, last: 1 });
    await settle();
    newest().says({ type: 'contact', ...CONTACT, held: false });
    newest().says({ type: 'contact', ...CONTACT, head: 1 });
    const again = newest().ofType('fetch')[1]!;
    expect(again).toMatchObject({ contactId: 'c1', after: 0 });
    newest().says(message(1));
    expect(desk.chats.get('c1')!.talk.log.entries).toHaveLength(1);
    newest().says({ type: 'ack', id: again.id, contactId: 'c1', head: 1, last: 1 });
    newest().says({ type: 'contact', ...CONTACT, head: 1, reach: 'away' });
    await settle();
    expect(newest().ofType('fetch')).toHaveLength(2);
  });

  it('drops after a reconnect what the server does not name any more', async () => {
    newest().says(welcome({ contacts: [CONTACT], offers: [OFFER] }));
    newest().drops();
    await clock.pass(2_000);
    newest().opens();
    newest().says(welcome());
    expect(desk.chats.size + desk.calls.offers.size).toBe(0);
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
    void desk.setPresence('ready', { chats: 2 });
    const id = newest().ofType('presence')[0]!.id;
    newest().says({ type: 'error', id, code: 'not-on-shift' });
    await settle();
    expect(desk.notices.all.map((notice) => notice.code)).toEqual(['not-on-shift']);
  });

  it('keeps an escalation until it ended', () => {
    const escalation = { escalationId: 's1', rung: 1, contactId: 'c1', dueAt: '', remainingMs: 9 };
    newest().says(welcome({ escalations: [escalation] }));
    newest().says({ type: 'escalation', ...escalation, state: 'acknowledged' });
    expect(desk.calls.escalations.get('s1')!.what.state).toBe('acknowledged');
    newest().says({ type: 'escalation', ...escalation, state: 'ended' });
    expect(desk.calls.escalations.size).toBe(0);
  });

  it('rings differently for somebody in danger', () => {
    newest().says(welcome());
    newest().says({ type: 'offer', ...OFFER, contact: { ...OFFER.contact, level: 'red' } });
    expect(rings).toEqual(['red']);
  });

  it('knows since when somebody waits for an answer', () => {
    newest().says(welcome({ contacts: [CONTACT] }));
    const chat = desk.chats.get('c1')!;
    const at = '2026-11-21T14:00:00Z';
    newest().says({ ...message(1, 'volunteer'), at });
    expect(waitsSince(chat)).toBeUndefined();
    newest().says({ ...message(2), at });
    newest().says({ ...message(3), at: '2026-11-21T14:05:00Z' });
    expect(waitsSince(chat)).toBe(Date.parse(at));
  });

  it('keeps a draft over a reload, and from everybody else', () => {
    newest().says(welcome({ contacts: [CONTACT] }));
    desk.write('c1', '还没写完');
    expect(reopened('v1').chats.get('c1')!.draft).toBe('还没写完');
    expect(reopened('v2').chats.get('c1')!.draft).toBe('');
    expect(storage.length).toBe(0);
  });

  it('forgets the draft with the contact', () => {
    newest().says(welcome({ contacts: [CONTACT] }));
    desk.write('c1', '还没写完');
    newest().says({ type: 'contact', ...CONTACT, held: false });
    expect(storage.length).toBe(0);
  });

  it('saves a record as it is typed, and finishes it with nothing unsaved', async () => {
    newest().says(welcome({ contacts: [{ ...CONTACT, stage: 'wrapUp' }] }));
    answer('recall', { record: { agreed: '明天再聊' } });
    await settle();
    const { record } = desk.chats.get('c1')!;
    record.write({ facts: '睡不' });
    record.write({ facts: '睡不着' });
    expect(newest().ofType('draft')).toHaveLength(0);
    await clock.pass(800);
    expect(newest().ofType('draft')[0]!.record).toEqual({ facts: '睡不着' });
    expect(record.fate).toBe('writing');
    answer('draft');
    await settle();
    expect(record.fate).toBe('saved');
    expect(record.record).toMatchObject({ facts: '睡不着', agreed: '明天再聊' });
    record.write({ done: '给了电话' });
    void desk.wrapUp('c1');
    expect(newest().ofType('wrapUp')).toHaveLength(0);
    answer('draft');
    await settle();
    expect(newest().ofType('wrapUp')).toHaveLength(1);
    expect(storage.length).toBe(0);
  });

  it('does not lose a record that the line kept from being saved', async () => {
    newest().says(welcome({ contacts: [CONTACT] }));
    desk.chats.get('c1')!.record.write({ facts: '断线时写的' });
    desk.close();
    const again = reopened('v1');
    expect(again.chats.get('c1')!.record.record.facts).toBe('断线时写的');
    await clock.pass(800);
    expect(newest().ofType('draft')[0]!.record).toMatchObject({ facts: '断线时写的' });
  });

  it('rests while the house says so, and comes back by one word', async () => {
    newest().says(welcome());
    newest().says({ type: 'presence', ...READY, rest: { why: 'red', until: '2026-01-01T00:10:00Z' } });
    expect(desk.rest?.why).toBe('red');
    void desk.setPresence('ready', { chats: 2, back: true });
    expect(newest().ofType('presence')[0]).toMatchObject({ status: 'ready', back: true });
    newest().says({ type: 'presence', ...READY });
    expect(desk.rest).toBeUndefined();
  });

  it('takes the next by itself, one for each press, and says calmly that nobody waits', async () => {
    newest().says(welcome());
    newest().says({ type: 'toTake', waiting: 2 });
    expect(desk.pull.waiting).toBe(2);
    const taken = desk.takeNext();
    void desk.takeNext(); // pressed again before the answer came
    expect(newest().ofType('takeNext')).toHaveLength(1);
    newest().says({ type: 'ack', id: newest().ofType('takeNext')[0]!.id, contactId: 'c7' });
    expect(await taken).toBe('c7');
    expect(desk.chats.has('c7')).toBe(true);

    const none = desk.takeNext();
    newest().says({ type: 'ack', id: newest().ofType('takeNext')[1]!.id });
    expect(await none).toBeUndefined();
    expect(desk.notices.all.map((one) => one.code)).toContain('nobodyToTake');
  });

  it('shows how far its own call for help is, and leaves acting to others', () => {
    newest().says(welcome({ contacts: [CONTACT] }));
    const call = { escalationId: 's1', rung: 0, contactId: 'c1', dueAt: '', remainingMs: 9 };
    newest().says({ type: 'escalation', ...call, mine: true, state: 'acknowledged' });
    expect(desk.chats.get('c1')!.help).toBe('acknowledged');
    expect(desk.calls.escalations.size).toBe(0);
  });

  it('reads along without saying so to the help seeker, and again after a reconnect', async () => {
    newest().says(welcome());
    void desk.sitIn({ ...CONTACT });
    answer('sitIn', { contactId: 'c1', head: 1 });
    await settle();
    newest().says(message(1));
    desk.look('c1');
    expect(newest().ofType('read')).toHaveLength(0);
    newest().drops();
    await clock.pass(2_000);
    newest().opens();
    newest().says(welcome());
    expect(newest().ofType('sitIn')).toHaveLength(1);
    desk.sitOut('c1');
    newest().says(message(2));
    expect(desk.chats.size).toBe(0);
  });

  it('has each whisper once, behind the words after which it was said', async () => {
    newest().says(welcome({ contacts: [{ ...CONTACT, head: 0 }] }));
    newest().says(message(1));
    newest().says(message(2));
    const at = new Date(clock.now()).toISOString();
    const whisper = (number: number, after: number): object => ({
      type: 'whisper',
      contactId: 'c1',
      number,
      id: `w${number}`,
      alias: '督导',
      text: `悄悄 ${number}`,
      after,
      at,
    });
    newest().says(whisper(1, 1));
    newest().says(whisper(2, 2));
    newest().says(whisper(1, 1));
    const chat = desk.chats.get('c1')!;
    const lines = withWhispers(itemsOf(chat.talk, 'volunteer'), chat.whispers);
    expect(lines.map((line) => line.text)).toEqual(['e1', '悄悄 1', 'e2', '悄悄 2']);
    expect(unread(chat)).toBe(4);
    desk.look('c1');
    expect(unread(chat)).toBe(0);
    expect(desk.notices.all.map((notice) => notice.code)).toEqual(['whispered']);
  });

  it('gives a whisper that was refused back to whoever wrote it', async () => {
    newest().says(welcome());
    void desk.sitIn({ ...CONTACT });
    answer('sitIn', { contactId: 'c1', head: 0 });
    await settle();
    const chat = desk.chats.get('c1')!;
    void desk.whispers.send(chat, '问问药');
    expect(chat.whispering).toBe(1);
    const { id } = newest().ofType('whisper')[0]!;
    newest().says({ type: 'error', id, code: 'nobody-there', detail: '' });
    await settle();
    expect(chat.whisperDraft).toBe('问问药');
    expect(chat.draft).toBe('');
    expect(chat.whispering).toBe(0);
  });

  it('rings for danger first, and otherwise in the order in which people came', () => {
    newest().says(welcome());
    const offer = (id: string, level: string, remainingMs: number): object => ({
      type: 'offer',
      ...OFFER,
      offerId: id,
      contact: { ...OFFER.contact, contactId: id, level },
      remainingMs,
    });
    newest().says(offer('first', 'none', 30_000));
    newest().says(offer('second', 'none', 29_999));
    newest().says(offer('danger', 'red', 10_000));
    expect(desk.calls.ringing.map((one) => one.what.offerId)).toEqual(['danger', 'first', 'second']);
  });

  it('shows nothing any more once a contact is said to be with somebody else', async () => {
    newest().says(welcome({ contacts: [{ ...CONTACT, head: 1 }] }));
    newest().says(message(1));
    void desk.letting.stepBack('c1');
    expect(desk.chats.size).toBe(1);
    answer('stepBack');
    await settle();
    expect(desk.chats.size).toBe(0);
    newest().says(message(2));
    expect(desk.chats.size).toBe(0);
    newest().says({ type: 'contact', ...CONTACT, held: true });
    expect(desk.chats.size).toBe(1);
  });
});

/** Another page of the same tab, after its welcome. */
function reopened(person: string): Desk {
  const other = newDesk(person);
  other.open();
  newest().opens();
  newest().says(welcome({ contacts: [CONTACT] }));
  return other;
}

/** Acknowledges the newest frame of a type. */
function answer(type: string, more: object = {}): void {
  const { id } = newest().ofType(type).at(-1)!;
  newest().says({ type: 'ack', id, ...more });
}

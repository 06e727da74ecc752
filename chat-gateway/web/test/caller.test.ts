import { beforeEach, describe, expect, it } from 'vitest';
import { Desk } from '../src/console/desk';
import { TabStore } from '../src/console/tab-store';
import { FakeSocket, memoryStorage, numberedIds, TestClock } from './fakes';

const CONTACT = { contactId: 'c1', stage: 'active', term: 1, channel: 'hotline' } as const;
const OFFER = {
  offerId: 'o1',
  purpose: 'serve',
  contact: { ...CONTACT, county: '360802', level: 'none', reasons: [], waitedSeconds: 3 },
  expiresAt: '2026-11-21T14:00:30Z',
  remainingMs: 30_000,
};

let socket: FakeSocket;
let desk: Desk;

function welcome(more: object): void {
  const presence = { status: 'ready', media: ['voice'], chats: 1 };
  const nothing = { contacts: [], offers: [], escalations: [] };
  socket.says({ type: 'welcome', volunteerId: 'v1', alias: 'a', shift: null, presence, ...nothing, ...more });
}

beforeEach(() => {
  const storage = memoryStorage();
  desk = new Desk({
    clock: new TestClock(),
    random: () => 0.5,
    newId: numberedIds(),
    connect: () => (socket = new FakeSocket()),
    stillAllowed: () => Promise.resolve(true),
    storage,
    store: new TabStore(storage, 'v1'),
    onChange: () => undefined,
    onRing: () => undefined,
  });
  desk.open();
  socket.opens();
});

describe('a caller on the desk', () => {
  it('is offered no more once they are mine by the answered telephone', () => {
    welcome({ offers: [OFFER] });
    expect(desk.calls.offers.size).toBe(1);
    socket.says({ type: 'contact', ...CONTACT });
    expect(desk.calls.offers.size).toBe(0);
    socket.says({ type: 'offer', ...OFFER });
    expect(desk.calls.offers.size).toBe(0);
  });

  it('whose call broke off was taken over by nobody', () => {
    welcome({ contacts: [CONTACT] });
    desk.lostCalls.add('c1');
    socket.says({ type: 'contact', ...CONTACT, held: false });
    expect(desk.notices.all.map((one) => one.code)).toEqual(['callLost']);
    expect(desk.lostCalls.size).toBe(0);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { Refused, type CallOptions } from '../src/api/http';
import type { OpenContact } from '../src/api/names';
import { Seeker } from '../src/help/seeker';
import { VisitStore } from '../src/help/visit';
import { FakeSocket, memoryStorage, MemoryShelf, numberedIds, settle, TestClock } from './fakes';

interface Call {
  path: string;
  options: CallOptions;
}

let clock: TestClock;
let storage: Storage;
let calls: Call[];
let sockets: FakeSocket[];
let online: boolean;
let refusal: Refused | undefined;
/** What is refused: paths that end so. */
let refusing: string;
let seeker: Seeker;
let shelf: MemoryShelf;

const newId = numberedIds();
const newest = (): FakeSocket => sockets[sockets.length - 1]!;
const asked = (end: string): Call[] => calls.filter((one) => one.path.endsWith(end));

async function answer<T>(path: string, options: CallOptions = {}): Promise<T> {
  calls.push({ path, options });
  if (!online) throw new Refused(0, 'no-answer', undefined);
  if (refusal && path.endsWith(refusing)) throw refusal;
  if (path === '/api/v1/contacts' || path === '/api/v1/returns') {
    const head = path.endsWith('returns') ? { head: 7 } : {};
    return { contactId: 'c1', token: 't1', stage: 'waiting', safety: [], ...head } as T;
  }
  if (path === '/api/v1/line?city=360300') return { city: { code: '360300' } } as T;
  if (path.endsWith('return-code')) return { code: '123456', expiresAt: '' } as T;
  return undefined as T;
}

function open(navigation: string): void {
  sockets = [];
  seeker = new Seeker({
    clock,
    random: () => 0,
    newId,
    linePath: '/api/v1/line?city=360300',
    language: () => 'zh',
    call: answer,
    connect: () => {
      sockets.push(new FakeSocket());
      return newest();
    },
    shelf: () => shelf,
    visits: new VisitStore(storage),
    onChange: () => undefined,
  });
  seeker.line = {
    open: true,
    demo: false,
    city: { code: '360800', name: '吉安市' },
    counties: [],
    safety: [],
    texts: {},
    lists: {},
    consentVersion: '1.1.1',
    footer: {},
  };
  seeker.resume(navigation, false);
}

beforeEach(() => {
  clock = new TestClock();
  storage = memoryStorage();
  shelf = new MemoryShelf();
  calls = [];
  online = true;
  refusal = undefined;
  refusing = '';
  open('navigate');
});

describe('opening a contact', () => {
  it('is repeated with the same request until the server answers', async () => {
    online = false;
    seeker.start({});
    await clock.pass(10_000);
    expect(seeker.trouble).toBe('retrying');
    online = true;
    await clock.pass(20_000);
    const bodies = asked('/contacts').map((one) => (one.options.body as OpenContact).requestId);
    expect(bodies.length).toBeGreaterThan(2);
    expect(new Set(bodies).size).toBe(1);
    expect(seeker.phase).toBe('talk');
  });

  it('before the page knows its line asks for the city of its own address', async () => {
    seeker.line = undefined;
    seeker.start();
    await settle();
    expect(asked('/contacts')[0]!.options.body).toMatchObject({ city: '360300' });
  });

  it('waits as long as the server asks', async () => {
    refusal = new Refused(503, 'unavailable', 30);
    seeker.start({});
    await clock.pass(29_000);
    expect(asked('/contacts')).toHaveLength(1);
    refusal = undefined;
    await clock.pass(2_000);
    expect(seeker.phase).toBe('talk');
  });

  it('says so when the server will not', async () => {
    refusal = new Refused(422, 'unknown-city', undefined);
    seeker.start({});
    await clock.pass(60_000);
    expect(seeker.trouble).toBe('unknown-city');
    expect(asked('/contacts')).toHaveLength(1);
  });

  it('called off in time leaves quietly when the answer still comes', async () => {
    seeker.start({});
    seeker.giveUpOpening();
    await settle();
    expect(seeker.phase).toBe('start');
    expect(asked('/leave')).toHaveLength(1);
  });

  it('goes on with the same request after a reload', async () => {
    online = false;
    seeker.start({});
    await settle();
    open('reload');
    online = true;
    await clock.pass(10_000);
    const bodies = asked('/contacts').map((one) => (one.options.body as OpenContact).requestId);
    expect(new Set(bodies).size).toBe(1);
    expect(seeker.phase).toBe('talk');
  });
});

describe('a shared phone', () => {
  it('resumes when the tab is reloaded', async () => {
    seeker.start({});
    await settle();
    open('reload');
    expect(seeker.phase).toBe('talk');
    expect(seeker.contactId).toBe('c1');
  });

  it('shows nothing to whoever opens the page anew, in the same tab as well', async () => {
    seeker.start({});
    await settle();
    open('navigate');
    expect(seeker.phase).toBe('start');
    expect(storage.length).toBe(0);
  });

  it('keeps nothing after leaving, and the server is told', async () => {
    seeker.start({});
    await settle();
    newest().opens();
    seeker.leave();
    expect(storage.length).toBe(0);
    expect(newest().ofType('leave')).toHaveLength(1);
    expect(asked('/leave')[0]!.options).toMatchObject({ keepalive: true, token: 't1' });
    expect(newest().closedByPage).toBe(true);
    await clock.pass(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('folds what was said before coming back by code', async () => {
    await seeker.comeBack('123456');
    expect(seeker.phase).toBe('talk');
    expect(seeker.folded).toBe(7);
    open('reload');
    expect(seeker.folded).toBe(7);
  });
});

describe('danger', () => {
  it('opens a contact at once and is reported until it is acknowledged', async () => {
    online = false;
    seeker.pressDanger();
    expect(seeker.danger.pressed).toBe(true);
    await clock.pass(30_000);
    expect(seeker.danger.memory!.sent).toBe(false);
    online = true;
    await clock.pass(30_000);
    expect((asked('/contacts')[0]!.options.body as OpenContact).selfReport).toEqual({
      danger: 'now',
    });
    expect(asked('/danger')).toHaveLength(1);
    expect(seeker.danger.memory!.sent).toBe(true);
  });

  it('is reported with one id, however often it must be repeated', async () => {
    seeker.start({});
    await settle();
    online = false;
    seeker.pressDanger();
    await clock.pass(9_000);
    online = true;
    seeker.wake();
    await clock.pass(3_000);
    const ids = asked('/danger').map((one) => (one.options.body as { id: string }).id);
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('goes on being reported after a reload', async () => {
    seeker.start({});
    await settle();
    online = false;
    seeker.pressDanger();
    await settle();
    open('reload');
    online = true;
    await clock.pass(3_000);
    expect(seeker.danger.memory!.sent).toBe(true);
  });

  it('says after a minute that nobody has come, unless somebody has', async () => {
    seeker.pressDanger();
    await settle();
    newest().opens();
    await clock.pass(60_000);
    expect(seeker.danger.still).toBe(true);
    newest().says({ type: 'state', stage: 'active' });
    expect(seeker.danger.still).toBe(false);
  });

  it('pressed by mistake is taken back without comment', async () => {
    seeker.start({});
    await settle();
    newest().opens();
    seeker.pressDanger();
    await settle();
    seeker.takeDangerBack();
    expect(seeker.danger.pressed).toBe(false);
    expect(newest().ofType('notDanger')).toHaveLength(1);
    await clock.pass(120_000);
    expect(seeker.danger.still).toBe(false);
  });

  it('pressed by mistake before anything was sent goes back to the first page', async () => {
    online = false;
    seeker.pressDanger();
    await settle();
    seeker.takeDangerBack();
    expect(seeker.phase).toBe('start');
    online = true;
    await clock.pass(60_000);
    expect(asked('/contacts')).toHaveLength(1);
  });

  it('stays put aside over a reload once the person went back to the page', async () => {
    seeker.start({});
    await settle();
    seeker.pressDanger();
    seeker.danger.putAside(true);
    open('reload');
    expect(seeker.danger.memory!.aside).toBe(true);
  });

  it('pressed after the end calls in a new contact, with what was told', async () => {
    seeker.start({ nickname: '小河' });
    await settle();
    newest().opens();
    newest().says({ type: 'state', stage: 'wrapUp', situation: 'closed' });
    seeker.pressDanger();
    await settle();
    expect(asked('/contacts')).toHaveLength(2);
    expect(asked('/contacts')[1]!.options.body).toMatchObject({
      nickname: '小河',
      selfReport: { danger: 'now' },
    });
    expect(seeker.danger.memory!.sent).toBe(true);
  });

  it('after the end proves in the same tab whom it goes on as, and not in a page opened anew', async () => {
    seeker.start();
    await settle();
    seeker.forget(true);
    seeker.start();
    await settle();
    const opened = asked('/contacts').map((one) => one.options.body as OpenContact);
    expect(opened[0]!.after).toBeUndefined();
    expect(opened[1]!.after).toEqual({ contactId: 'c1', token: 't1' });
    expect(storage.getItem('visit')).not.toContain('after');
    seeker.forget();
    seeker.start();
    await settle();
    expect((asked('/contacts')[2]!.options.body as OpenContact).after).toBeUndefined();
  });

  it('that a contact took is over with the contact', async () => {
    seeker.start({});
    await settle();
    newest().opens();
    seeker.pressDanger();
    await settle();
    newest().says({ type: 'state', stage: 'closed', situation: 'closed' });
    expect(seeker.danger.pressed).toBe(false);
    open('reload');
    expect(seeker.danger.pressed).toBe(false);
    expect(asked('/contacts')).toHaveLength(1);
  });

  it('refused by a contact that ended just then calls in a new one', async () => {
    seeker.start({});
    await settle();
    const before = asked('/contacts').length;
    refusal = new Refused(409, 'closed', undefined);
    refusing = '/danger';
    seeker.pressDanger();
    await clock.pass(1_000);
    refusal = undefined;
    await clock.pass(3_000);
    expect(asked('/contacts')).toHaveLength(before + 1);
    expect(seeker.danger.memory!.sent).toBe(true);
  });

  it('calls nobody on a line that is not open', () => {
    seeker.line!.open = false;
    seeker.pressDanger();
    expect(seeker.danger.pressed).toBe(false);
    expect(calls).toEqual([]);
  });
});

describe('what is told of oneself', () => {
  it('before the start goes with the opening', async () => {
    seeker.tell({ nickname: '小河' });
    seeker.start();
    await settle();
    expect(asked('/contacts')[0]!.options.body).toMatchObject({ nickname: '小河' });
    expect(asked('/about')).toEqual([]);
  });

  it('while waiting is repeated until the server has it, the newest words last', async () => {
    seeker.start();
    await settle();
    online = false;
    seeker.tell({ selfReport: { distress: 8 } });
    await settle();
    seeker.tell({ county: '360802' });
    online = true;
    await clock.pass(5_000);
    const told = asked('/about').at(-1)!.options.body;
    expect(told).toEqual({ selfReport: { distress: 8 }, county: '360802' });
    await clock.pass(60_000);
    expect(asked('/about').at(-1)!.options.body).toBe(told);
  });

  it('survives a reload that came before the answer', async () => {
    seeker.start();
    await settle();
    online = false;
    seeker.tell({ topic: 'sleep' });
    await settle();
    online = true;
    calls = [];
    open('reload');
    await clock.pass(5_000);
    expect(asked('/about')[0]!.options.body).toEqual({ topic: 'sleep' });
    expect(seeker.about.topic).toBe('sleep');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '../src/api/http';
import type { OwnPhone } from '../src/api/names';
import type { Agent, AgentHears, Leg, Sound } from '../src/phone/agent';
import { wrongOf, type Microphone } from '../src/phone/microphone';
import { Phone } from '../src/phone/phone';
import { Listening } from '../src/phone/quality';
import { settle, TestClock } from './fakes';

const QUIET: Sound = {
  received: 0,
  lost: 0,
  jitterSeconds: 0,
  roundTripSeconds: undefined,
  theirs: 0,
  mine: 0,
};

/** A leg that keeps what was done to it. */
class FakeLeg implements Leg {
  readonly done: string[] = [];
  now: Sound = QUIET;
  holds = true;

  constructor(readonly about: string) {}

  answer(): void {
    this.done.push('answer');
  }
  end(): void {
    this.done.push('end');
  }
  mute(on: boolean): void {
    this.done.push(`mute ${on}`);
  }
  hold(on: boolean): boolean {
    this.done.push(`hold ${on}`);
    return this.holds;
  }
  async speakWith(): Promise<void> {
    this.done.push('speakWith');
  }
  async sound(): Promise<Sound> {
    return this.now;
  }
}

class FakeAgent implements Agent {
  started = 0;
  stopped = 0;
  readonly passwords: string[] = [];

  constructor(
    account: OwnPhone,
    readonly hears: AgentHears,
  ) {
    this.passwords.push(account.password);
  }
  start(): void {
    this.started++;
  }
  renew(account: OwnPhone): void {
    this.passwords.push(account.password);
  }
  stop(): void {
    this.stopped++;
  }
}

interface FakeTrack {
  stopped: boolean;
  onended?: () => void;
  stop(): void;
}

/** A microphone as far as the phone uses it. */
function microphone(): { sound: MediaStream; track: FakeTrack } {
  const track: FakeTrack = { stopped: false, stop: () => void (track.stopped = true) };
  const tracks = (): FakeTrack[] => [track];
  const sound = { getTracks: tracks, getAudioTracks: tracks } as unknown as MediaStream;
  return { sound, track };
}

const HOUR = 3_600_000;
let clock: TestClock;
let agents: FakeAgent[];
let accounts: (OwnPhone | undefined | Refused)[];
let opened: () => Promise<Microphone>;
let held: string | undefined;
let told: string[];
let phone: Phone;
let asked: number;

const agent = (): FakeAgent => agents[agents.length - 1]!;
const account = (): OwnPhone => ({
  pbx: 'one',
  socketUrl: 'wss://pbx.test/ws',
  uri: 'sip:v1@pbx.test',
  username: 'v1',
  password: `secret ${++asked}`,
  expiresAt: new Date(clock.now() + HOUR).toISOString(),
  iceServers: [],
});

async function ring(about: string): Promise<FakeLeg> {
  const leg = new FakeLeg(about);
  agent().hears.rings(leg);
  await settle();
  return leg;
}

async function talking(): Promise<FakeLeg> {
  const leg = await ring('o1');
  phone.answer('o1', 'c1');
  await settle();
  agent().hears.answered(leg);
  return leg;
}

beforeEach(async () => {
  clock = new TestClock();
  agents = [];
  accounts = [];
  told = [];
  held = undefined;
  asked = 0;
  opened = () => Promise.resolve({ sound: microphone().sound });
  phone = new Phone({
    clock,
    account: async () => {
      const next = accounts.length > 0 ? accounts.shift() : account();
      if (next instanceof Refused) throw next;
      return next;
    },
    makeAgent: async (given, hears) => {
      agents.push(new FakeAgent(given, hears));
      return agent();
    },
    microphone: () => opened(),
    contactOf: () => held,
    onChange: () => undefined,
    onNoMicrophone: (offerId, wrong) => told.push(`${offerId} ${wrong}`),
    onEnded: (contactId) => told.push(`ended ${contactId}`),
  });
  phone.start();
  await settle();
});

describe('the line of the telephone', () => {
  it('is there once the PBX knows the page, and says so when it breaks', () => {
    expect(phone.line).toBe('connecting');
    agent().hears.registered(true);
    expect(phone.line).toBe('ready');
    agent().hears.registered(false);
    expect(phone.line).toBe('lost');
  });

  it('is not there in a city without telephone', async () => {
    accounts = [undefined];
    phone.start();
    await settle();
    expect(phone.line).toBe('none');
    expect(agents).toHaveLength(1);
  });

  it('asks again while the server is away, and not when it is refused', async () => {
    accounts = [new Refused(503, 'unavailable', undefined), new Refused(403, 'forbidden', undefined)];
    phone.start();
    await clock.pass(5_000);
    expect(accounts).toHaveLength(0);
    await clock.pass(HOUR);
    expect(agents).toHaveLength(1);
  });

  it('has another password before the old one ends', async () => {
    await clock.pass(HOUR / 2);
    expect(agent().passwords).toEqual(['secret 1', 'secret 2']);
  });

  it('has another one at once when the PBX began anew and knows nobody', async () => {
    agent().hears.registered(false);
    agent().hears.refused();
    await clock.pass(1_000);
    expect(agent().passwords).toEqual(['secret 1', 'secret 2']);
    await clock.pass(HOUR / 2);
    expect(agent().passwords).toHaveLength(3);
  });

  it('rests while nobody could be heard, and begins again', async () => {
    phone.rest();
    expect(phone.line).toBe('off');
    expect(agent().stopped).toBe(1);
    phone.start();
    await settle();
    expect(phone.line).toBe('connecting');
  });

  it('hears nothing any more of an agent that was left', async () => {
    const old = agent();
    phone.start();
    await settle();
    expect(old.stopped).toBe(1);
    old.hears.registered(true);
    old.hears.rings(new FakeLeg('o1'));
    expect(phone.line).toBe('connecting');
    expect(phone.isRinging('o1')).toBe(false);
  });
});

describe('a call', () => {
  it('is taken by the press, with the microphone open', async () => {
    const leg = await ring('o1');
    expect(phone.isRinging('o1')).toBe(true);
    expect(leg.done).toEqual([]);
    expect(phone.answer('o1', 'c1')).toBe(true);
    expect(phone.isWanted('o1')).toBe(true);
    await settle();
    expect(leg.done).toEqual(['answer']);
    agent().hears.answered(leg);
    expect(phone.call).toMatchObject({ contactId: 'c1', since: clock.now() });
  });

  it('that was pressed before its ring arrived is taken when it does', async () => {
    phone.answer('o1', 'c1');
    phone.only(new Set(['o1']));
    expect((await ring('o1')).done).toEqual(['answer']);
  });

  it('pressed for an offer that is gone is taken by nobody', async () => {
    phone.answer('o1', 'c1');
    phone.only(new Set());
    expect((await ring('o1')).done).toEqual([]);
  });

  it('of a contact that is mine already is taken at once', async () => {
    held = 'c7';
    expect((await ring('c7-3')).done).toEqual(['answer']);
    expect(phone.call?.contactId).toBe('c7');
  });

  it('that rings before its contact is mine is taken when it is', async () => {
    const leg = await ring('holder');
    expect(leg.done).toEqual([]);
    held = 'c7';
    phone.takeMine();
    await settle();
    expect(leg.done).toEqual(['answer']);
  });

  it('is one at a time: another one rings and cannot be taken', async () => {
    await talking();
    held = 'c2';
    const other = await ring('o2');
    expect(phone.answer('o2', 'c2')).toBe(false);
    expect(other.done).toEqual([]);
  });

  it('is refused by declining the offer', async () => {
    const leg = await ring('o1');
    phone.decline('o1');
    expect(leg.done).toEqual(['end']);
  });

  it('without a microphone is refused, and says why', async () => {
    opened = () => Promise.resolve({ wrong: 'refused' });
    const leg = await ring('o1');
    phone.answer('o1', 'c1');
    await settle();
    expect(leg.done).toEqual(['end']);
    expect(told).toEqual(['o1 refused']);
    expect(phone.wrong).toBe('refused');
    expect(phone.call).toBeUndefined();
    expect(phone.isWanted('o1')).toBe(false);
  });

  it('that ended while the microphone was opening lets go of it', async () => {
    let open: (answer: Microphone) => void = () => undefined;
    opened = () => new Promise((done) => (open = done));
    const leg = await ring('o1');
    phone.answer('o1', 'c1');
    agent().hears.ended(leg);
    const { sound, track } = microphone();
    open({ sound });
    await settle();
    expect(track.stopped).toBe(true);
    expect(leg.done).toEqual([]);
    expect(told).toEqual(['ended c1']);
  });

  it('lets go of the microphone when it ends', async () => {
    const { sound, track } = microphone();
    opened = () => Promise.resolve({ sound });
    const leg = await talking();
    phone.hangUp('c2');
    expect(leg.done).toEqual(['answer']);
    phone.hangUp('c1');
    expect(leg.done).toEqual(['answer', 'end']);
    agent().hears.ended(leg);
    expect(track.stopped).toBe(true);
    expect(phone.call).toBeUndefined();
  });

  it('is muted and held', async () => {
    const leg = await talking();
    phone.call!.mute(true);
    phone.call!.hold(true);
    expect(leg.done).toEqual(['answer', 'mute true', 'hold true']);
    expect(phone.call).toMatchObject({ muted: true, held: true });
    leg.holds = false;
    phone.call!.hold(false);
    expect(phone.call!.held).toBe(true);
  });

  it('goes on with another microphone when the first is pulled out, muted as before', async () => {
    const first = microphone();
    opened = () => Promise.resolve({ sound: first.sound });
    const leg = await talking();
    phone.call!.mute(true);
    opened = () => Promise.resolve({ wrong: 'none' });
    first.track.onended!();
    await settle();
    expect(phone.call!.wrong).toBe('none');
    opened = () => Promise.resolve({ sound: microphone().sound });
    await phone.call!.anotherOne();
    expect(phone.call!.wrong).toBeUndefined();
    expect(leg.done.slice(-2)).toEqual(['speakWith', 'mute true']);
    expect(first.track.stopped).toBe(true);
  });

  it('shows how loud each is, and of a muted one nothing', async () => {
    const leg = await talking();
    leg.now = { ...QUIET, received: 50, theirs: 0.4, mine: 0.3 };
    await clock.pass(500);
    expect(phone.call).toMatchObject({ theirs: 0.4, mine: 0.3 });
    phone.call!.mute(true);
    await clock.pass(500);
    expect(phone.call!.mine).toBe(0);
  });

  it('ends with the telephone', async () => {
    const leg = await talking();
    phone.stop();
    expect(leg.done).toContain('end');
    expect(agent().stopped).toBe(1);
    expect(phone.line).toBe('none');
  });
});

describe('how well the other side is heard', () => {
  const look = (listening: Listening, received: number, more: Partial<Sound> = {}) =>
    listening.look({ ...QUIET, received, ...more });

  it('is good while everything comes', () => {
    const listening = new Listening();
    expect(look(listening, 0)).toBeUndefined();
    expect(look(listening, 25)).toBe('good');
  });

  it('is worse the more is missing or late', () => {
    const after = (more: Partial<Sound>) => {
      const listening = new Listening();
      look(listening, 0);
      return look(listening, 100, more);
    };
    expect(after({ lost: 5 })).toBe('fair');
    expect(after({ lost: 20 })).toBe('poor');
    expect(after({ jitterSeconds: 0.06 })).toBe('fair');
    expect(after({ roundTripSeconds: 1.2 })).toBe('poor');
  });

  it('forgets what was lost long ago', () => {
    const listening = new Listening();
    look(listening, 0);
    expect(look(listening, 10, { lost: 20 })).toBe('poor');
    let last;
    for (let i = 1; i <= 6; i++) last = look(listening, 10 + 25 * i, { lost: 20 });
    expect(last).toBe('good');
  });

  it('is silence when nothing came for a while, and not before', () => {
    const listening = new Listening();
    for (let i = 0; i < 5; i++) expect(look(listening, 100)).not.toBe('silent');
    expect(look(listening, 100)).toBe('silent');
    expect(look(listening, 125)).not.toBe('silent');
  });
});

describe('a microphone that does not work', () => {
  it('is told apart by what the person can do', () => {
    const named = (name: string) => Object.assign(new Error(), { name });
    expect(wrongOf(named('NotAllowedError'))).toBe('refused');
    expect(wrongOf(named('NotFoundError'))).toBe('none');
    expect(wrongOf(named('NotReadableError'))).toBe('busy');
    expect(wrongOf(new TypeError('no mediaDevices'))).toBe('refused');
  });
});

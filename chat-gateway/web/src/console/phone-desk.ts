import { onUnmounted, watch, type Ref } from 'vue';
import { call, type CallOptions } from '../api/http';
import type { ContactWays, Me, Offer, OwnPhone } from '../api/names';
import { isForbidden, letGo, openMicrophone, watchLevel } from '../phone/microphone';
import { Phone } from '../phone/phone';
import type { Clock } from '../talk/clock';
import { byTelephone } from './contact-name';
import type { Desk } from './desk';
import type { Check } from './readiness';
import type { TabStore } from './tab-store';

const PATH = '/api/v1/me/phone';
/** Whoever may take callers. */
const SERVING = ['volunteer', 'supervisor'];
/** The contact of the last call, so that after a reload its ring is known again. */
const KEY = 'call';
/** Louder than a room in which nobody speaks into the microphone. */
const SPOKEN = 0.02;

/** What the telephone needs of the desk it stands on. */
export interface PhoneGround {
  desk: Desk;
  me: Me;
  store: TabStore;
  clock: Clock;
  version: Ref<number>;
  onChange(): void;
  /** A call is mine: it is shown. */
  choose(contactId: string): void;
  /** There is no microphone: calls go to the volunteer's own telephone. */
  withoutMicrophone(): void;
}

/** The telephone of this page, kept in step with what the desk was told. */
export function usePhone(ground: PhoneGround) {
  const { desk, store } = ground;
  const serves = ground.me.roles.some((role) => SERVING.includes(role));
  const asking = (method: 'POST' | 'DELETE'): CallOptions => {
    const csrf = ground.me.csrf ?? '';
    return method === 'POST' ? { method, body: {}, csrf } : { method, csrf };
  };
  const phone = new Phone({
    clock: ground.clock,
    account: async () => (serves ? call<OwnPhone | undefined>(PATH, asking('POST')) : undefined),
    // The library is large, and most cities' pages load it once or never.
    makeAgent: async (account, hears) =>
      (await import('../phone/jssip-agent')).jssipAgent(account, hears),
    microphone: openMicrophone,
    contactOf,
    onChange: ground.onChange,
    onNoMicrophone: (about) => {
      if (about !== dialled) desk.decline(about, 'notNow');
      ground.withoutMicrophone();
    },
    onEnded: (contactId) => {
      if (contactId === dialled) return void ground.onChange();
      const held = desk.chats.get(contactId)?.held;
      if (held?.stage === 'active' || held?.stage === 'connecting') desk.lostCalls.add(contactId);
      else if (!held) desk.notices.add('phone', 'callTaken');
      ground.onChange();
    },
  });

  /** Calls go to the person's own telephone from now on; where they told none, to others. */
  async function unheard(): Promise<void> {
    phone.rest();
    const ways = await call<ContactWays>('/api/v1/me/ways').catch((): ContactWays => ({}));
    desk.callBack.unreachable = !ways.sms;
  }

  /** Whom this volunteer asked to call; the call comes to this page first. */
  let dialled: string | undefined;
  /** A call of somebody who is mine already: I asked for it, or they wait for my telephone. */
  function contactOf(about: string): string | undefined {
    if (desk.calls.offers.has(about)) return undefined;
    dialled = undefined;
    const mine = desk.chats.get(about);
    if (mine?.held.call && !mine.along) return (dialled = about);
    const waiting = [...desk.chats.values()]
      .map((chat) => ({ ...chat.held, along: chat.along }))
      .filter((held) => !held.along && held.stage === 'connecting' && byTelephone(held));
    const named = waiting.find((held) => about.includes(held.contactId));
    return (named ?? (waiting.length === 1 ? waiting[0] : undefined))?.contactId;
  }

  /** After a reload nobody checks: what the browser refuses anyhow is known without asking. */
  function begin(): void {
    phone.start();
    void isForbidden().then((it) => {
      if (!it) return;
      phone.wrong = 'refused';
      void unheard();
    });
  }

  /** The contact of the call that is on was mine at some time. */
  let mine: string | undefined;
  let there = false;
  function follow(): void {
    const wanted = desk.connected || (there && desk.ending === undefined);
    if (wanted !== there) {
      there = wanted;
      if (there) begin();
      else phone.stop();
    }
    phone.only(new Set(desk.calls.offers.keys()));
    phone.takeMine();
    const contactId = phone.call?.contactId;
    if (!contactId) return void (mine = undefined);
    const stage = desk.chats.get(contactId)?.held.stage;
    if (stage === 'wrapUp' || stage === 'closed') {
      phone.hangUp(contactId);
    } else if (stage !== undefined && mine !== contactId) {
      mine = contactId;
      desk.lostCalls.delete(contactId);
      store.set(KEY, contactId);
      ground.choose(contactId);
    }
  }
  watch(ground.version, follow);
  onUnmounted(() => phone.stop());

  /** Whether this offer is a call that this page may take. */
  const isHere = (offer: Offer): boolean =>
    phone.isRinging(offer.offerId) || phone.line === 'ready';

  return {
    phone,
    isHere,
    /**
     * The call that is on is of nobody who is mine. Whoever speaks with them next is the server's
     * to know, so the page hangs up by itself only when the talk is over.
     */
    isLeftOver: (): boolean => {
      const { call: on } = phone;
      return on !== undefined && on.contactId === mine && !desk.chats.has(mine);
    },
    /** Signs out: the PBX forgets this page. It does so by itself in a while, too. */
    async leave(): Promise<void> {
      const had = phone.line !== 'none';
      phone.stop();
      if (had) await call(PATH, asking('DELETE')).catch(() => undefined);
    },
    /** The one whom I was talking with: their call comes back. */
    isMine: (contactId: string): boolean => store.get(KEY) === contactId,
    /** Answers the call of an offer; false when the offer is none. */
    answer(offerId: string): boolean {
      const offer = desk.calls.offers.get(offerId)?.what;
      if (!offer || !isCall(offer)) return false;
      if (isHere(offer)) phone.answer(offerId, offer.contact.contactId);
      return true;
    },
    /** Whether the PBX would find this page, once that is so. */
    awaitLine: (until: AbortSignal): Promise<boolean> =>
      new Promise((done) => {
        const stop = watch(ground.version, look);
        function look(): void {
          const never = until.aborted || (phone.line === 'off' && phone.wrong !== undefined);
          if (phone.line !== 'ready' && !never) return;
          stop();
          done(phone.line === 'ready');
        }
        until.addEventListener('abort', look);
        look();
      }),
    /** The check ended with these failures. */
    async checked(failed: readonly Check[]): Promise<void> {
      desk.callBack.unreachable = false;
      if (failed.includes('microphone') && phone.wrong !== 'quiet') await unheard();
    },
    /** Whether there is a microphone from which something comes; tells how loud it is meanwhile. */
    async tryMicrophone(tell: (level: number) => void, until: AbortSignal): Promise<boolean> {
      phone.wrong = undefined;
      const opened = await openMicrophone();
      phone.wrong = 'wrong' in opened ? opened.wrong : 'quiet';
      if ('wrong' in opened) {
        phone.rest();
        return false;
      }
      return new Promise((done) => {
        const stop = watchLevel(opened.sound, (level) => {
          tell(level);
          if (level < SPOKEN) return;
          phone.wrong = undefined;
          if (phone.line === 'off') phone.start();
          done(true);
        });
        const end = (): void => (stop(), letGo(opened.sound), done(false));
        if (until.aborted) end();
        else until.addEventListener('abort', end);
      });
    },
  };
}

/** What the parts of the desk see of it. */
export type PhoneDesk = ReturnType<typeof usePhone>;

/** Somebody is on the line: the answered telephone is the acceptance. */
export function isCall(offer: Offer): boolean {
  return offer.purpose !== 'callback' && byTelephone(offer.contact);
}

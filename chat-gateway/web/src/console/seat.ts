import { onUnmounted, ref, watch, type Ref } from 'vue';
import type { Seat } from '../api/names';
import type { Desk } from './desk';
import type { Wanted } from './desk-options';
import type { Check } from './readiness';
import { isPhone, keepScreenAwake, letScreenSleep } from './surroundings';
import type { TabStore } from './tab-store';

/** Two at once is what most people can listen to. */
const CHATS_USUAL = 2;
/** A glance at another app on a phone is not leaving. */
const HIDDEN_FOR_MS = 5_000;

/** Readiness of one person at this device: the check, what it found, and how many chats at once. */
export function useSeat(
  desk: Desk,
  store: TabStore,
  version: Ref<number>,
  /** Comes before the server is told what a check found. */
  first: (failed: readonly Check[]) => Promise<void>,
) {
  const chats = ref(Number(store.get('chats')) || CHATS_USUAL);
  const checking = ref(false);
  const failed = ref<Check[]>([]);
  /** What the last check of this page came to. */
  let passed = false;
  let hidden: ReturnType<typeof setTimeout> | undefined;

  /** A shift on call stays on call, whatever the check says. */
  const booked = (): boolean => desk.welcome?.shift?.seat === 'onCall';
  const here = (): Seat =>
    passed && !booked() && !(isPhone() && document.visibilityState === 'hidden') ? 'atDesk' : 'onCall';
  const pulling = (): boolean => desk.presence.pulls === true;
  const say = (back = false, pulls = pulling()): Promise<unknown> =>
    desk.setPresence('ready', { chats: chats.value, seat: here(), back, pulls });

  function check(): void {
    checking.value = true;
  }
  async function checked(found: Check[]): Promise<unknown> {
    checking.value = false;
    failed.value = found;
    passed = found.length === 0;
    await first(found);
    return say();
  }
  function leave(status: Exclude<Wanted, 'ready'>): Promise<unknown> {
    failed.value = [];
    letScreenSleep();
    return desk.setPresence(status, { chats: chats.value, pulls: pulling() });
  }
  /** A rest is over: the seat stays what it was. */
  function back(): void {
    void say(true);
  }
  /** I take for myself from now on, or am rung like anybody else. */
  function pull(yes: boolean): void {
    void say(false, yes);
  }
  function take(n: number): void {
    chats.value = n;
    store.set('chats', String(n));
    if (desk.presence.status === 'ready') void say();
  }

  /** On a phone a page out of sight cannot be relied on to ring. */
  function seen(): void {
    clearTimeout(hidden);
    if (desk.presence.status !== 'ready') return;
    if (document.visibilityState === 'visible') {
      void keepScreenAwake();
      if (isPhone() && passed) void say();
    } else if (isPhone() && passed) {
      hidden = setTimeout(() => void say(), HIDDEN_FOR_MS);
    }
  }
  document.addEventListener('visibilitychange', seen);
  onUnmounted(() => {
    clearTimeout(hidden);
    document.removeEventListener('visibilitychange', seen);
    letScreenSleep();
  });
  // A reload keeps the seat that the server knows; the next check looks again.
  const known = watch(version, () => {
    if (!desk.welcome) return;
    passed = desk.presence.seat !== 'onCall';
    known();
  });

  return { chats, checking, failed, check, checked, leave, back, pull, take };
}

import { onUnmounted, ref } from 'vue';
import { call } from '../api/http';
import type { Me } from '../api/names';
import type { TabStore } from './tab-store';

/** Nobody touched the page for this long: whoever comes by must not read on. */
const IDLE_MS = 15 * 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * The lock of the screen. It is the session's, so that a new tab of the same browser is locked too,
 * and this tab's, so that a reload is locked that the server has not heard of, or never will.
 */
export function useLock(me: Me, store: TabStore) {
  const kept = store.get('locked') !== undefined;
  const locked = ref(me.locked === true || kept);
  let touched = Date.now();

  async function tell(): Promise<void> {
    try {
      const request = { method: 'POST', body: {}, csrf: me.csrf, keepalive: true } as const;
      await call('/api/v1/me/lock', request);
    } catch {
      // this tab is locked all the same
    }
  }
  function lock(): void {
    locked.value = true;
    store.set('locked', 'yes');
    void tell();
  }
  function unlocked(): void {
    locked.value = false;
    store.set('locked', '');
  }
  if (kept && me.locked !== true) void tell();

  const touch = (): void => {
    touched = Date.now();
  };
  const watching = setInterval(() => {
    if (!locked.value && Date.now() - touched > IDLE_MS) lock();
  }, 5_000);
  for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
  onUnmounted(() => {
    clearInterval(watching);
    for (const sign of SIGNS) removeEventListener(sign, touch);
  });
  return { locked, lock, unlocked };
}

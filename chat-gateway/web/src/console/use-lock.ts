import { onUnmounted, ref } from 'vue';
import { call } from '../api/http';
import type { Me } from '../api/names';

/** Nobody touched the page for this long: whoever comes by must not read on. */
const IDLE_MS = 15 * 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** The lock of the screen. It is the session's, so that a new tab of the same browser is locked too. */
export function useLock(me: Me) {
  const locked = ref(me.locked === true);
  let touched = Date.now();

  async function lock(): Promise<void> {
    locked.value = true;
    try {
      await call('/api/v1/me/lock', { method: 'POST', body: {}, csrf: me.csrf });
    } catch {
      // this page is locked all the same
    }
  }
  const touch = (): void => {
    touched = Date.now();
  };
  const watching = setInterval(() => {
    if (!locked.value && Date.now() - touched > IDLE_MS) void lock();
  }, 5_000);
  for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
  onUnmounted(() => {
    clearInterval(watching);
    for (const sign of SIGNS) removeEventListener(sign, touch);
  });
  return { locked, lock };
}

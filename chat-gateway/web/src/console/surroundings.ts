import type { Surroundings } from './readiness';
import { ring } from './ring';

let awake: WakeLockSentinel | undefined;

/** Asks the device to keep its screen on; asked again whenever the page comes back to sight. */
export async function keepScreenAwake(): Promise<boolean> {
  try {
    awake = await navigator.wakeLock.request('screen');
    return true;
  } catch {
    return false; // not offered here, or refused to save power
  }
}

export function letScreenSleep(): void {
  void awake?.release();
  awake = undefined;
}

/** What this browser and device let us do. */
export function surroundings(
  connected: () => Promise<boolean>,
  telephone: Surroundings['telephone'],
): Surroundings {
  const own = { playRing: () => ring('check'), mayNotify, keepScreenAwake, connected };
  return telephone ? { ...own, telephone } : own;
}

async function mayNotify(): Promise<boolean> {
  try {
    return (await Notification.requestPermission()) === 'granted';
  } catch {
    return false; // a browser without notifications
  }
}

/** Says outside the page that somebody waits; nothing else ever stands there. */
export function notify(text: string): void {
  if (document.visibilityState === 'visible') return;
  try {
    const shown = new Notification(text, { tag: 'offer', requireInteraction: true });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch {
    // a phone allows this to a service worker only; its check has said so
  }
}

/** A phone: nobody is rung through a page that is out of sight there. */
export function isPhone(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

import type { Clock } from '../talk/clock';

/** A clock whose timers live in a worker and so keep their time in a background tab. */
export function workerClock(): Clock {
  const worker = new Worker(new URL('./clock.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, () => void>();
  let last = 0;
  worker.addEventListener('message', (event: MessageEvent<number>) => {
    const run = waiting.get(event.data);
    waiting.delete(event.data);
    run?.();
  });
  return {
    now: () => Date.now(),
    after(milliseconds, run) {
      const timer = ++last;
      waiting.set(timer, run);
      worker.postMessage({ set: timer, in: milliseconds });
      return () => {
        if (waiting.delete(timer)) worker.postMessage({ clear: timer });
      };
    },
  };
}

// Timers of the console. A page in the background has its timers slowed to one a minute; a worker
// has not, so heartbeats and reconnects stay in time while the volunteer looks at another tab.

type Order = { set: number; in: number } | { clear: number };

const timers = new Map<number, ReturnType<typeof setTimeout>>();

addEventListener('message', (event: MessageEvent<Order>) => {
  const order = event.data;
  if ('clear' in order) {
    clearTimeout(timers.get(order.clear));
    timers.delete(order.clear);
    return;
  }
  const due = (): void => {
    timers.delete(order.set);
    postMessage(order.set);
  };
  timers.set(order.set, setTimeout(due, order.in));
});

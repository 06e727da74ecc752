import type { Seeker } from './seeker';

/** Two presses of Esc within this time leave. */
const TWICE_WITHIN_MS = 1_500;

interface WeChatBridge {
  call?(method: 'closeWindow'): void;
}

/**
 * 离开: blank at once, nothing kept, the server told, another page in place of this one. In WeChat
 * the window closes as well; in a frame of another site that site is left too.
 */
export function wireLeaving(seeker: Seeker): void {
  const button = document.getElementById('leave') as HTMLAnchorElement;
  const away = (): void => {
    location.replace(seeker.line?.leaveTo ?? button.href);
    // After it: whatever a bridge does or lacks, the page goes.
    (window as { WeixinJSBridge?: WeChatBridge }).WeixinJSBridge?.call?.('closeWindow');
  };
  const leave = (): void => {
    document.documentElement.classList.add('left');
    document.title = '';
    const target = seeker.line?.leaveTo ?? button.href;
    // The site around this frame is told first: it has to go in any case.
    if (parent !== window) parent.postMessage({ nuanxian: 'left', target }, '*');
    seeker.leave();
    away();
  };
  button.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  let lastEscape = Number.NEGATIVE_INFINITY;
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat) return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS) leave();
    lastEscape = event.timeStamp;
  });
  // The site around was left by its own button.
  addEventListener('message', (event) => {
    const said = event.data as { nuanxian?: unknown } | null;
    if (parent !== window && event.source === parent && said?.nuanxian === 'leave') leave();
  });
  // A browser that kept the page in memory brings back a blank one, and leaves again.
  addEventListener('pageshow', (event) => {
    if (event.persisted && document.documentElement.classList.contains('left')) away();
  });
}

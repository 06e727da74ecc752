import type { Seeker } from './seeker';

/** Two presses of Esc within this time leave. */
const TWICE_WITHIN_MS = 1_500;
const NEUTRAL_PAGE = 'https://www.baidu.com/';

/** 离开: blank at once, nothing kept, the server told, another page in place of this one. */
export function wireLeaving(seeker: Seeker): void {
  const leave = (): void => {
    document.documentElement.classList.add('left');
    document.title = '';
    const target = seeker.line?.leaveTo ?? NEUTRAL_PAGE;
    seeker.leave();
    location.replace(target);
  };
  document.getElementById('leave')!.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  let lastEscape = Number.NEGATIVE_INFINITY;
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat) return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS) leave();
    lastEscape = event.timeStamp;
  });
}

import type { Seeker } from './seeker';

/**
 * The danger card is plain HTML that opens by itself; this adds the calling for help. It is wired
 * before anything else is drawn, and a card that was opened before that counts as pressed.
 */
export function wireDangerCard(
  seeker: Seeker,
  t: (key: string) => string,
  listen: (listener: () => void) => void,
): void {
  const card = document.getElementById('danger') as HTMLDetailsElement;
  const part = (id: string): HTMLElement => document.getElementById(id)!;

  const show = (): void => {
    const calls = seeker.danger.pressed;
    part('calling').hidden = !calls;
    part('still').hidden = !calls || !seeker.danger.still;
    part('mistake').hidden = !calls;
    part('danger-back').hidden = false;
    const sent = seeker.danger.memory?.sent;
    part('progress').textContent = calls ? t(sent ? 'danger.sent' : 'danger.sending') : '';
    if (seeker.line && !seeker.line.open) part('calling').hidden = true;
  };
  const opened = (): void => {
    if (!card.open) return;
    seeker.pressDanger();
    show();
  };
  card.addEventListener('toggle', opened);
  part('mistake').addEventListener('click', () => {
    seeker.takeDangerBack();
    card.open = false;
  });
  part('danger-back').addEventListener('click', () => {
    card.open = false;
  });
  listen(show);
  opened();
}

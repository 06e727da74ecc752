import type { Seeker } from './seeker';

/**
 * The danger card is plain HTML that opens by itself; this adds the calling for help. It is wired
 * before anything else is drawn, and a card that was opened before that counts as pressed.
 */
export function wireDangerCard(
  seeker: Seeker,
  t: (key: string, named?: Record<string, unknown>) => string,
  listen: (listener: () => void) => void,
): void {
  const card = document.getElementById('danger') as HTMLDetailsElement;
  const part = (id: string): HTMLElement => document.getElementById(id)!;

  const show = (): void => {
    const calls = seeker.danger.pressed && seeker.open;
    const alias = seeker.state?.stage === 'active' ? seeker.state.volunteer?.alias : undefined;
    part('calling').hidden = !calls || alias !== undefined;
    part('still').hidden = !calls || !seeker.danger.still;
    part('mistake').hidden = !calls;
    part('danger-back').hidden = false;
    part('progress').textContent = calls ? progress(alias) : '';
    nameNumbers();
  };
  const progress = (alias: string | undefined): string => {
    if (alias !== undefined) return t('danger.came', { alias });
    return t(seeker.danger.memory?.sent ? 'danger.sent' : 'danger.sending');
  };
  /** The numbers stand there already; their names follow the language of the page. */
  const nameNumbers = (): void => {
    for (const link of card.querySelectorAll<HTMLAnchorElement>('a.call')) {
      const known = seeker.line?.safety.find((one) => link.href === `tel:${one.number}`);
      if (known) link.querySelector('span')!.textContent = known.name;
    }
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

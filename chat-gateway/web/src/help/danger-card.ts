import type { Seeker } from './seeker';

/**
 * The danger card is plain HTML that opens by itself; this adds the calling for help. It is wired
 * once the seeker knows what this tab remembers and before anything else is drawn: a card that was
 * opened before that counts as pressed, and a report from before a reload opens the card again.
 */
export function wireDangerCard(
  seeker: Seeker,
  t: (key: string, named?: Record<string, unknown>) => string,
  listen: (listener: () => void) => void,
): void {
  const card = document.getElementById('danger') as HTMLDetailsElement;
  const part = (id: string): HTMLElement => document.getElementById(id)!;

  /** A screen reader says a live part again whenever it is written, be it the same words. */
  const write = (id: string, text: string): void => {
    if (part(id).textContent !== text) part(id).textContent = text;
  };

  const show = (): void => {
    const calls = seeker.danger.pressed && seeker.open;
    const refused = seeker.trouble !== undefined && seeker.trouble !== 'retrying';
    const alias = seeker.state?.stage === 'active' ? seeker.state.volunteer?.alias : undefined;
    part('calling').hidden = !calls || refused;
    write('calling', alias ? t('danger.came', { alias }) : t('danger.calling'));
    part('danger-back').classList.toggle('main', calls && alias !== undefined);
    part('still').hidden = !calls || refused || !seeker.danger.still;
    part('mistake').hidden = !calls;
    part('danger-back').hidden = false;
    write('progress', calls && !alias ? progress(refused) : '');
    nameNumbers();
  };
  const progress = (refused: boolean): string => {
    if (refused) return t('danger.refused');
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
    // A class of the page, since `:has()` is younger than many a telephone.
    document.body.classList.toggle('in-danger', card.open);
    if (!card.open) return;
    seeker.pressDanger();
    seeker.danger.putAside(false);
    show();
  };
  card.addEventListener('toggle', opened);
  part('mistake').addEventListener('click', () => {
    seeker.takeDangerBack();
    card.open = false;
  });
  part('danger-back').addEventListener('click', () => {
    seeker.danger.putAside(true);
    card.open = false;
  });
  listen(show);
  if (seeker.danger.memory && !seeker.danger.memory.aside) card.open = true;
  opened();
}

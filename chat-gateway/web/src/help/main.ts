import { createApp } from 'vue';
import { call } from '../api/http';
import type { Line } from '../api/names';
import { pageClock } from '../talk/clock';
import { randomId } from '../talk/ids';
import type { Socket } from '../talk/link';
import { tabShelf } from '../talk/shelf';
import { watchWaking } from '../talk/waking';
import { chosenLanguage, type Language } from '../text/language';
import { WORDS } from '../text/words';
import { Cover } from './cover';
import { wireDangerCard } from './danger-card';
import HelpApp from './HelpApp.vue';
import { wireLeaving } from './leaving';
import { Seeker } from './seeker';
import { Speech } from './speech';
import { VisitStore } from './visit';

/** How long to wait before asking again for what the page needs to know of its line. */
const LINE_RETRY_MS = 5_000;

const speech = new Speech(() => import('../text/en').then((texts) => texts.en));
const listeners = new Set<() => void>();

/** With several cities in one house the address says which one's line this is. */
const cityAsked = new URLSearchParams(location.search).get('city');
const linePath = `/api/v1/line${cityAsked ? `?city=${encodeURIComponent(cityAsked)}` : ''}`;

const seeker = new Seeker({
  clock: pageClock,
  random: Math.random,
  newId: () => randomId(),
  linePath,
  language: () => speech.locale.value,
  call,
  connect: (path, protocols) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    return new WebSocket(`${scheme}://${location.host}${path}`, protocols) as Socket;
  },
  shelf: (key) => tabShelf(sessionStorage, key),
  visits: new VisitStore(sessionStorage),
  onChange: changed,
});

const cover = new Cover({
  clock: pageClock,
  storage: sessionStorage,
  seeker,
  onDown: () => {
    seeker.danger.putAside(true);
    (document.getElementById('danger') as HTMLDetailsElement).open = false;
  },
  onChange: () => changed(),
});

function changed(): void {
  cover.wake();
  const child = seeker.about.ageBand === 'minor';
  if (child !== speech.child.value) {
    speech.child.value = child;
    translateStatic();
  }
  listeners.forEach((listener) => listener());
}

function translateStatic(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = speech.t(element.dataset.text ?? '');
  }
}

async function setLanguage(language: Language): Promise<void> {
  try {
    await speech.speak(language);
  } catch {
    return; // no network: the page stays in the language that it has
  }
  translateStatic();
  // The operator's words are in the language before, until the line has answered in this one.
  if (seeker.line) seeker.line = { ...seeker.line, texts: {} };
  showLine();
  changed();
  void learnLine();
}

function showLine(): void {
  const line = seeker.line;
  if (!line) return;
  const city = document.getElementById('city')!;
  city.textContent = line.city ? speech.t('brandOf', { city: line.city.name }) : '';
  if (line.demo) document.getElementById('demo')!.hidden = false;
}

async function learnLine(): Promise<void> {
  const language = speech.locale.value;
  try {
    const line = await call<Line>(linePath);
    if (speech.locale.value !== language) return; // asked again in the language of now
    seeker.line = line;
    showLine();
    changed();
  } catch {
    setTimeout(() => void learnLine(), LINE_RETRY_MS);
  }
}

document.documentElement.classList.add('js');
seeker.openBefore = document.body.dataset.open !== 'no';
wireLeaving(seeker);
const navigation = performance.getEntriesByType('navigation')[0] as
  | PerformanceNavigationTiming
  | undefined;
const discarded = (document as { wasDiscarded?: boolean }).wasDiscarded ?? false;
seeker.resume(navigation?.type ?? 'navigate', discarded);
cover.resume();
for (const press of ['pointerdown', 'click', 'keydown', 'input']) {
  addEventListener(press, () => cover.touch(), { capture: true, passive: true });
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') cover.keep();
});
wireDangerCard(seeker, speech.t, (listener) => listeners.add(listener));
changed();
watchWaking(() => {
  cover.wake();
  seeker.wake();
});
createApp(HelpApp, {
  seeker,
  cover,
  speech,
  listen: (listener: () => void) => listeners.add(listener),
  setLanguage,
})
  .provide(WORDS, speech)
  .mount('#app');
if (chosenLanguage() === 'en') void setLanguage('en');
else void learnLine();

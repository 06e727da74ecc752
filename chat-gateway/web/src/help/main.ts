import { createApp } from 'vue';
import { call } from '../api/http';
import type { Line } from '../api/names';
import { pageClock } from '../talk/clock';
import type { Socket } from '../talk/link';
import { tabShelf } from '../talk/shelf';
import { watchWaking } from '../talk/waking';
import { chosenLanguage, translator, type Language } from '../text/language';
import { zh } from '../text/zh';
import { wireDangerCard } from './danger-card';
import HelpApp from './HelpApp.vue';
import { wireLeaving } from './leaving';
import { Seeker } from './seeker';
import { VisitStore } from './visit';

/** How long to wait before asking again for what the page needs to know of its line. */
const LINE_RETRY_MS = 5_000;

const english = () => import('../text/en').then((texts) => texts.en);
const { plugin, t, speak } = translator(zh, english);
const listeners = new Set<() => void>();
const changed = () => listeners.forEach((listener) => listener());

const seeker = new Seeker({
  clock: pageClock,
  random: Math.random,
  newId: () => crypto.randomUUID(),
  call,
  connect: (path, protocols) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    return new WebSocket(`${scheme}://${location.host}${path}`, protocols) as Socket;
  },
  shelf: (key) => tabShelf(sessionStorage, key),
  visits: new VisitStore(sessionStorage),
  onChange: changed,
});

function translateStatic(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = t(element.dataset.text ?? '');
  }
}

async function setLanguage(language: Language): Promise<void> {
  try {
    await speak(language);
  } catch {
    return; // no network: the page stays in the language that it has
  }
  translateStatic();
  showLine();
  changed();
}

function showLine(): void {
  const line = seeker.line;
  if (!line) return;
  if (line.city) {
    document.getElementById('city')!.textContent = t('brandOf', { city: line.city.name });
  }
  if (line.demo) document.getElementById('demo')!.hidden = false;
}

async function learnLine(): Promise<void> {
  try {
    const city = new URLSearchParams(location.search).get('city');
    const query = city ? `?city=${encodeURIComponent(city)}` : '';
    seeker.line = await call<Line>(`/api/v1/line${query}`);
    showLine();
    changed();
  } catch {
    setTimeout(() => void learnLine(), LINE_RETRY_MS);
  }
}

document.documentElement.classList.add('js');
wireLeaving(seeker);
wireDangerCard(seeker, t, (listener) => listeners.add(listener));
const navigation = performance.getEntriesByType('navigation')[0] as
  | PerformanceNavigationTiming
  | undefined;
const discarded = (document as { wasDiscarded?: boolean }).wasDiscarded ?? false;
seeker.resume(navigation?.type ?? 'navigate', discarded);
watchWaking(() => seeker.wake());
createApp(HelpApp, {
  seeker,
  listen: (listener: () => void) => listeners.add(listener),
  setLanguage,
})
  .use(plugin)
  .mount('#app');
if (chosenLanguage() === 'en') void setLanguage('en');
void learnLine();

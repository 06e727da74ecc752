import { inject, type InjectionKey, type Ref } from 'vue';
import type { Language } from './language';

/** How a component speaks, whichever page it stands on. */
export interface Words {
  t(key: string, named?: Record<string, unknown>): string;
  locale: Readonly<Ref<Language>>;
}

export const WORDS: InjectionKey<Words> = Symbol('words');

/** The words of the page a component stands on. */
export function useWords(): Words {
  return inject(WORDS)!;
}

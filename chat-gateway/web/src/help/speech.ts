import { ref, type Ref } from 'vue';
import { keepLanguage, toChild, type Language } from '../text/language';
import type { Words } from '../text/words';
import { zh, type Texts } from '../text/zh';

/**
 * The words of the help page. The library of the staff's pages would weigh a fifth of what somebody
 * on a slow phone may have to load, for filling places in a text.
 */
export class Speech implements Words {
  readonly locale: Ref<Language> = ref('zh');
  /** The page speaks to a child, in the words for children. */
  readonly child = ref(false);
  private readonly texts: Ref<Texts> = ref(zh);

  constructor(private readonly english: () => Promise<Texts>) {}

  t = (key: string, named: Record<string, unknown> = {}): string => {
    let found: unknown = this.texts.value;
    for (const part of key.split('.')) found = (found as Record<string, unknown>)[part];
    const text = String(found).replace(/\{(\w+)\}/g, (_, name: string) => String(named[name] ?? ''));
    return this.address(text);
  };

  /** The server's words, said as this person is spoken to. */
  address(text: string): string {
    return this.child.value ? toChild(text) : text;
  }

  /** Shows the whole document in this language and keeps the choice in the tab. */
  async speak(language: Language): Promise<void> {
    this.texts.value = language === 'en' ? await this.english() : zh;
    this.locale.value = language;
    keepLanguage(language);
  }
}

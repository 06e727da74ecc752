import { ref, type Ref } from 'vue';
import { call } from '../api/http';
import type { CodedList, DirectoryNumber } from '../api/names';

/** What the people of the city decided: codes with their words, and numbers to refer to. */
export interface House {
  readonly lists: Ref<ReadonlyMap<string, CodedList>>;
  readonly directory: Ref<readonly DirectoryNumber[]>;
}

/** Asked again after this until it is answered; work goes on without. */
const AGAIN_MS = 5_000;

export function useHouse(): House {
  const lists = ref<ReadonlyMap<string, CodedList>>(new Map());
  const directory = ref<readonly DirectoryNumber[]>([]);
  void patiently<{ lists: CodedList[] }>('/api/v1/lists', (answer) => {
    lists.value = new Map(answer.lists.map((list) => [list.list, list]));
  });
  void patiently<{ numbers: DirectoryNumber[] }>('/api/v1/directory', (answer) => {
    directory.value = answer.numbers;
  });
  return { lists, directory };
}

async function patiently<T>(path: string, take: (answer: T) => void): Promise<void> {
  try {
    take(await call<T>(path));
  } catch {
    setTimeout(() => void patiently(path, take), AGAIN_MS);
  }
}

/** The word of a code; the code itself where the list does not know it. */
export function wordOf(
  list: CodedList | undefined,
  code: string | undefined,
  language: string,
): string | undefined {
  const item = list?.items.find((one) => one.code === code);
  return item ? (language === 'zh' ? item.zh : item.en) : code;
}

import { inject, provide, type InjectionKey, type Ref } from 'vue';
import type { Line, Me } from '../api/names';
import type { Desk } from './desk';
import type { House } from './house';
import type { PhoneDesk } from './phone-desk';
import type { TabStore } from './tab-store';

/** What every part of the desk works with. */
export interface DeskScope {
  /** The desk; read anew after each change. */
  readonly desk: Desk;
  /** The telephone; read anew after each change as well. */
  readonly phone: PhoneDesk;
  readonly me: Me;
  readonly line: Line | undefined;
  readonly house: House;
  readonly store: TabStore;
  /** This machine's time, twice a second. */
  readonly now: Readonly<Ref<number>>;
  /** The name of a county, or its code while names are not known. */
  county(code: string | undefined): string;
}

const KEY: InjectionKey<DeskScope> = Symbol('desk');

export function provideDesk(scope: DeskScope): void {
  provide(KEY, scope);
}

export function useDesk(): DeskScope {
  const scope = inject(KEY);
  if (!scope) throw new Error('used outside a desk');
  return scope;
}

/** The name of a county, or of the whole city; the code itself while names are not known. */
export function placeName(line: Line | undefined, code: string | undefined): string {
  const places = [...(line?.counties ?? []), line?.city];
  return places.find((one) => one?.code === code)?.name ?? code ?? '';
}

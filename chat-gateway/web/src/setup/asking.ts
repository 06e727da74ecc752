import { ref, type Ref } from 'vue';
import { call, Refused, type CallOptions } from '../api/http';
import type { Me } from '../api/names';

/** What a view uses to ask the server for one person. */
export interface Asking {
  /** What went wrong last, as a key of the texts under `wrongs`; empty when nothing did. */
  wrong: Ref<string>;
  /** The fields the server named, with its reason. */
  fields: Ref<Record<string, string>>;
  busy: Ref<boolean>;
  get<T>(path: string): Promise<T | undefined>;
  /** Undefined when it was refused; `wrong` says why. 204 answers `null`. */
  post<T>(path: string, body?: unknown, deadlineMs?: number): Promise<T | null | undefined>;
}

/** Codes that have words of their own; any other is shown as it is. */
const KNOWN = new Set([
  'link-gone',
  'second-person',
  'proposal-open',
  'proposal-gone',
  'changed-meanwhile',
  'number-needed',
  'out-of-scope',
  'role-not-granted',
  'username-taken',
  'city-exists',
  'invalid',
  'set-up-incomplete',
  'demo',
  'overlap',
  'wrong-credentials',
  'locked',
  'no-answer',
  'too-fast',
  'not-found',
  'ambiguous',
  'decided',
  'not-approved',
  'last-rung-nobody',
  'ladder-ends-here',
]);

/** Asks with the person's CSRF value; a session that ended is told once. */
export function asking(me: () => Me | undefined, ended: () => void): Asking {
  const wrong = ref('');
  const fields = ref<Record<string, string>>({});
  const busy = ref(false);

  async function ask<T>(path: string, options: CallOptions): Promise<T | null | undefined> {
    wrong.value = '';
    fields.value = {};
    busy.value = true;
    try {
      return (await call<T>(path, options)) ?? null;
    } catch (error) {
      note(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  function note(error: unknown): void {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401 && error.code === 'not-signed-in') {
      ended();
      return;
    }
    const code = error.passing && error.status !== 429 ? 'no-answer' : error.code;
    wrong.value = KNOWN.has(code) ? code : 'other';
    for (const one of error.problem?.errors ?? []) fields.value[one.field] = one.code;
  }

  return {
    wrong,
    fields,
    busy,
    get: async (path) => (await ask(path, {})) ?? undefined,
    post: (path, body = {}, deadlineMs) =>
      ask(path, { method: 'POST', body, csrf: me()?.csrf ?? '', deadlineMs }),
  };
}

import type { Problem } from './names';
import { json } from './plain';

/** A call answered by nobody within this time counts as failed; the caller decides to repeat. */
const DEADLINE_MS = 10_000;

/** The server's refusal, or `status` 0 when nobody answered. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly retryAfterSeconds: number | undefined,
    readonly problem?: Problem,
  ) {
    super(code);
  }

  /** True when the same request may succeed later: no network, overload, something is down. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  token?: string;
  csrf?: string;
  /** Longer than usual, where the answer is a person's. */
  deadlineMs?: number | undefined;
  /** The request outlives the page. */
  keepalive?: boolean;
}

/** Calls the server; answers the parsed body, or undefined for 204. Throws {@link Refused}. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    // The server speaks to this person in the language of the page, not of the browser.
    'Accept-Language': document.documentElement.lang,
  };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.token) headers.Authorization = `Bearer ${options.token}`;
  if (options.csrf) headers['X-CSRF'] = options.csrf;
  const request: RequestInit = {
    method: options.method ?? 'GET',
    headers,
    cache: 'no-store',
    keepalive: options.keepalive ?? false,
    signal: deadline(options.deadlineMs ?? DEADLINE_MS),
  };
  if (options.body !== undefined) request.body = json(options.body);
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new Refused(0, 'no-answer', undefined);
  }
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new Refused(0, 'no-answer', undefined);
  }
}

/** `AbortSignal.timeout` is younger than many a telephone. */
function deadline(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}

async function refusalOf(response: Response): Promise<Refused> {
  const after = Number(response.headers.get('Retry-After') ?? Number.NaN);
  let problem: Problem | undefined;
  try {
    problem = (await response.json()) as Problem;
  } catch {
    problem = undefined; // a proxy's page, not ours: the status says enough
  }
  const seconds = Number.isFinite(after) ? after : undefined;
  return new Refused(response.status, problem?.code ?? `http-${response.status}`, seconds, problem);
}

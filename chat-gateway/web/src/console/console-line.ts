import { call, Refused } from '../api/http';
import type { Me } from '../api/names';
import type { Socket } from '../talk/link';

/** Opens the console's socket. */
export function consoleSocket(): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${location.host}/api/v1/console`, ['nuanxian.v1']) as Socket;
}

/** False only when the server says that the session has ended. */
export async function stillAllowed(): Promise<boolean> {
  try {
    await call<Me>('/api/v1/me');
    return true;
  } catch (error) {
    return !(error instanceof Refused && error.status === 401);
  }
}

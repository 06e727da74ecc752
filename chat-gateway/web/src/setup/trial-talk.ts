import { ref, shallowRef, type Ref } from 'vue';
import { json } from '../api/plain';
import { randomId } from '../talk/ids';

/** A line of the trial. */
export interface Line {
  id: string;
  from: string;
  text: string;
}

export interface TrialTalk {
  lines: Ref<Line[]>;
  /** What the server says of where the contact stands. */
  state: Ref<string>;
  ended: Ref<boolean>;
  say(text: string): void;
  close(): void;
}

const PING_EVERY_MS = 10_000;
const BACK_AFTER_MS = 1_500;

/** The help seeker's side of a trial: plain, comes back by itself, repeats what was not answered. */
export function trialTalk(contactId: string, token: string, onEnd: () => void): TrialTalk {
  const lines = shallowRef<Line[]>([]);
  const state = ref('');
  const ended = ref(false);
  const unanswered = new Map<string, string>();
  let last = 0;
  let closed = false;
  let socket: WebSocket;
  let beat = 0;

  function connect(): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const address = `${scheme}://${location.host}/api/v1/contacts/${contactId}/socket?after=${last}`;
    socket = new WebSocket(address, ['nuanxian.v1', `bearer.${token}`]);
    socket.onopen = () => unanswered.forEach((frame) => socket.send(frame));
    socket.onmessage = (event) => hear(JSON.parse(String(event.data)) as Record<string, unknown>);
    socket.onclose = () => {
      if (!closed && !ended.value) setTimeout(connect, BACK_AFTER_MS);
    };
  }

  function hear(frame: Record<string, unknown>): void {
    if (frame.type === 'state') {
      state.value = String(frame.text ?? '');
      if (frame.stage === 'wrapUp' || frame.stage === 'closed') end();
    } else if (frame.type === 'message') {
      last = Math.max(last, Number(frame.seq));
      add({ id: String(frame.id), from: String(frame.from), text: String(frame.text) });
    } else if (frame.type === 'ack') {
      last = Math.max(last, Number(frame.seq ?? 0));
      unanswered.delete(String(frame.id));
    }
  }

  function add(line: Line): void {
    if (!lines.value.some((one) => one.id === line.id)) lines.value = [...lines.value, line];
  }

  function end(): void {
    if (ended.value) return;
    ended.value = true;
    onEnd();
  }

  connect();
  beat = window.setInterval(() => {
    if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
  }, PING_EVERY_MS);

  return {
    lines,
    state,
    ended,
    say(text) {
      const id = randomId();
      const frame = json({ type: 'message', id, text });
      unanswered.set(id, frame);
      add({ id, from: 'seeker', text });
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close() {
      closed = true;
      clearInterval(beat);
      socket.close();
    },
  };
}

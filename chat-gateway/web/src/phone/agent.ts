import type { OwnPhone } from '../api/names';

/** What the sound of a call was at one moment; counts run from the beginning of the call. */
export interface Sound {
  /** Packets of the other side that came, and that did not. */
  received: number;
  lost: number;
  jitterSeconds: number;
  /** There and back, where it is known. */
  roundTripSeconds: number | undefined;
  /** How loud the other side and this one are, from 0 to 1. */
  theirs: number;
  mine: number;
}

/** One call that the PBX put through to this page. */
export interface Leg {
  /** What it is for, as the PBX says: an offer, or something that names the contact. */
  readonly about: string;
  /** Takes the call with this microphone. */
  answer(microphone: MediaStream): void;
  /** Refuses it, or hangs up. */
  end(): void;
  mute(on: boolean): void;
  /** The PBX plays music to the other side meanwhile; false when it could not be asked. */
  hold(on: boolean): boolean;
  /** Speaks with another microphone from now on. */
  speakWith(microphone: MediaStream): Promise<void>;
  /** Undefined when nothing can be known just now. */
  sound(): Promise<Sound | undefined>;
}

/** What an agent tells the phone. */
export interface AgentHears {
  /** Whether the PBX would find this page now. */
  registered(yes: boolean): void;
  /** The PBX does not take this telephone: it ran out, or the PBX began anew. */
  refused(): void;
  rings(leg: Leg): void;
  /** Both can hear each other. */
  answered(leg: Leg): void;
  /** Over, or never taken. */
  ended(leg: Leg): void;
}

/** What speaks SIP for this page; comes back by itself when its socket breaks. */
export interface Agent {
  start(): void;
  /** The password of the same telephone is another one now. */
  renew(account: OwnPhone): void;
  stop(): void;
}

export type MakeAgent = (account: OwnPhone, hears: AgentHears) => Promise<Agent>;

import { UA, WebSocketInterface, debug } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, RTCSessionEvent } from 'jssip/lib/UA';
import type { OwnPhone } from '../api/names';
import type { Agent, AgentHears, Leg, Sound } from './agent';

/** Says which offer a call is for. */
const OFFER = 'X-Nuanxian-Offer';
/** Says which contact this volunteer asked to call. */
const DIAL = 'X-Nuanxian-Dial';
/** The PBX is asked to forget a page that says nothing for so long; renewed well before. */
const REGISTER_SECONDS = 120;
/** A broken socket is tried again after this, at most. */
const RECOVER_MIN_SECONDS = 1;
const RECOVER_MAX_SECONDS = 5;
/** Ways to this page that are found later than this are not waited for. */
const ICE_WAIT_MS = 400;
const BUSY_HERE = 486;

/** A telephone by JsSIP. */
export async function jssipAgent(account: OwnPhone, hears: AgentHears): Promise<Agent> {
  debug.disable(); // its protocol would name people in the browser's console
  const ua = new UA({
    sockets: [new WebSocketInterface(account.socketUrl)],
    uri: account.uri,
    authorization_user: account.username,
    password: account.password,
    register_expires: REGISTER_SECONDS,
    session_timers: false,
    connection_recovery_min_interval: RECOVER_MIN_SECONDS,
    connection_recovery_max_interval: RECOVER_MAX_SECONDS,
    user_agent: 'nuanxian',
  });
  let ice: RTCIceServer[] = account.iceServers;
  ua.on('registered', () => hears.registered(true));
  ua.on('unregistered', () => hears.registered(false));
  ua.on('registrationFailed', ({ response }) => {
    hears.registered(false);
    // Without an answer it was the socket, which comes back by itself.
    if ((response as unknown) !== null) hears.refused();
  });
  ua.on('disconnected', () => hears.registered(false));
  ua.on('newRTCSession', (event: RTCSessionEvent) => {
    if (isIncoming(event)) hears.rings(new JssipLeg(event, () => ice, hears));
  });
  return {
    start: () => ua.start(),
    renew: (renewed) => {
      ua.set('password', renewed.password);
      ice = renewed.iceServers;
      ua.register();
    },
    stop: () => ua.stop(),
  };
}

function isIncoming(event: RTCSessionEvent): event is IncomingRTCSessionEvent {
  return (event.originator as string) === 'remote';
}

class JssipLeg implements Leg {
  readonly about: string;
  private readonly session: RTCSession;
  /** Plays the other side; belongs to no part of the page, so that none takes it away. */
  private readonly ear = new Audio();

  constructor(
    { session, request }: IncomingRTCSessionEvent,
    private readonly ice: () => RTCIceServer[],
    hears: AgentHears,
  ) {
    this.session = session;
    const told = [OFFER, DIAL].map((name) => request.getHeader(name) as string | undefined);
    this.about = told.find(Boolean) ?? session.remote_identity.display_name;
    session.on('peerconnection', ({ peerconnection }) => this.listen(peerconnection));
    session.on('icecandidate', ({ ready }) => void setTimeout(ready, ICE_WAIT_MS));
    session.on('confirmed', () => hears.answered(this));
    session.on('ended', () => this.over(hears));
    session.on('failed', () => this.over(hears));
    // Nobody puts a caller through to somewhere else from a browser.
    session.on('refer', ({ reject }) => reject());
  }

  answer(microphone: MediaStream): void {
    this.session.answer({ mediaStream: microphone, pcConfig: { iceServers: this.ice() } });
  }

  end(): void {
    if (this.session.isEnded()) return;
    this.session.terminate(this.session.isEstablished() ? {} : { status_code: BUSY_HERE });
  }

  mute(on: boolean): void {
    if (on) this.session.mute({ audio: true });
    else this.session.unmute({ audio: true });
  }

  hold(on: boolean): boolean {
    return on ? this.session.hold() : this.session.unhold();
  }

  async speakWith(microphone: MediaStream): Promise<void> {
    const senders = this.session.connection.getSenders();
    const [track] = microphone.getAudioTracks();
    await Promise.all(senders.map((sender) => sender.replaceTrack(track ?? null)));
  }

  async sound(): Promise<Sound | undefined> {
    const stats = await this.stats();
    if (!stats) return undefined;
    const sound: Sound = {
      received: 0,
      lost: 0,
      jitterSeconds: 0,
      roundTripSeconds: undefined,
      theirs: 0,
      mine: 0,
    };
    stats.forEach((one: Record<string, unknown>) => {
      const number = (name: string): number => Number(one[name] ?? 0);
      if (one.type === 'inbound-rtp') {
        sound.received = number('packetsReceived');
        sound.lost = number('packetsLost');
        sound.jitterSeconds = number('jitter');
        sound.theirs = number('audioLevel');
      } else if (one.type === 'media-source') {
        sound.mine = number('audioLevel');
      } else if (one.type === 'remote-inbound-rtp' && one.roundTripTime !== undefined) {
        sound.roundTripSeconds = number('roundTripTime');
      }
    });
    return sound;
  }

  private async stats(): Promise<RTCStatsReport | undefined> {
    try {
      return await this.session.connection.getStats();
    } catch {
      return undefined; // its connection is being made, or is closed already
    }
  }

  private listen(connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ track }) => {
      this.ear.srcObject = new MediaStream([track]);
      void this.ear.play();
    });
  }

  private over(hears: AgentHears): void {
    this.ear.srcObject = null;
    hears.ended(this);
  }
}

import type { Cancel, Clock } from '../talk/clock';
import type { Leg, Sound } from './agent';
import { letGo, type Microphone, type Wrong } from './microphone';
import { Listening, type Quality } from './quality';

interface CallGround {
  clock: Clock;
  microphone(): Promise<Microphone>;
  onChange(): void;
}

/** How often the sound of a call is looked at. */
const LOOK_MS = 500;

/** The call that a volunteer is in. */
export class CurrentCall {
  /** Since both hear each other, on this machine's clock. */
  since: number | undefined;
  muted = false;
  held = false;
  /** How loud each side is, from 0 to 1. */
  mine = 0;
  theirs = 0;
  quality: Quality | undefined;
  /** The microphone went away in mid-call, and why no other took its place. */
  wrong: Wrong | undefined;

  private readonly listening = new Listening();
  private microphone: MediaStream | undefined;
  private timer: Cancel = () => undefined;
  private ended = false;

  constructor(
    readonly leg: Leg,
    readonly contactId: string,
    private readonly ground: CallGround,
  ) {}

  /** This is what the person speaks with; another one is looked for when it goes away. */
  speakWith(sound: MediaStream): void {
    this.microphone = sound;
    for (const track of sound.getAudioTracks()) track.onended = () => void this.anotherOne();
  }

  begin(): void {
    this.since = this.ground.clock.now();
    this.look();
    this.ground.onChange();
  }

  mute(on: boolean): void {
    this.muted = on;
    this.leg.mute(on);
    this.ground.onChange();
  }

  hold(on: boolean): void {
    if (!this.leg.hold(on)) return;
    this.held = on;
    this.quality = undefined;
    this.listening.begin();
    this.ground.onChange();
  }

  /** Looks for a microphone again, after the last one went away. */
  async anotherOne(): Promise<void> {
    const opened = await this.ground.microphone();
    if (this.ended) {
      if ('sound' in opened) letGo(opened.sound);
      return;
    }
    this.wrong = 'wrong' in opened ? opened.wrong : undefined;
    if ('sound' in opened) {
      if (this.microphone) letGo(this.microphone);
      this.speakWith(opened.sound);
      await this.leg.speakWith(opened.sound);
      this.leg.mute(this.muted);
    }
    this.ground.onChange();
  }

  over(): void {
    this.ended = true;
    this.timer();
    if (this.microphone) letGo(this.microphone);
  }

  private heard(sound: Sound): void {
    this.mine = this.muted ? 0 : sound.mine;
    this.theirs = sound.theirs;
    if (!this.held) this.quality = this.listening.look(sound) ?? this.quality;
    this.ground.onChange();
  }

  private look(): void {
    this.timer = this.ground.clock.after(LOOK_MS, () => {
      void this.leg.sound().then((sound) => {
        if (this.ended) return;
        if (sound) this.heard(sound);
        this.look();
      });
    });
  }
}

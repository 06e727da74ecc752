/** An offer, somebody in danger, an escalation; or the trial when becoming ready. */
export type Ring = 'offer' | 'red' | 'escalation' | 'check';

const TONE_SECONDS = 0.3;
const LOUDNESS = 0.2;
/** Pitch in hertz and when it begins in seconds: soft, and told apart without looking. */
const TONES: Record<Ring, readonly (readonly [number, number])[]> = {
  offer: [
    [523, 0],
    [659, 0.35],
  ],
  check: [
    [523, 0],
    [659, 0.35],
  ],
  red: [
    [659, 0],
    [659, 0.35],
    [784, 0.7],
  ],
  escalation: [
    [784, 0],
    [523, 0.35],
    [784, 0.7],
  ],
};
/** A browser that has not allowed sound by then will not. */
const RESUME_WITHIN_MS = 1_000;
let ringer: AudioContext | undefined;

/**
 * Rings. A browser allows it once the volunteer has pressed anything on the page.
 *
 * @returns whether the browser lets it sound; whether it is heard only a person knows
 */
export async function ring(kind: Ring): Promise<boolean> {
  try {
    const audio = (ringer ??= new AudioContext());
    const late = new Promise((done) => setTimeout(done, RESUME_WITHIN_MS));
    await Promise.race([audio.resume(), late]);
    if (audio.state !== 'running') return false;
    for (const [pitch, at] of TONES[kind]) tone(audio, pitch, audio.currentTime + at);
    return true;
  } catch {
    return false; // no sound here: the offer is on the screen all the same
  }
}

function tone(audio: AudioContext, pitch: number, at: number): void {
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + TONE_SECONDS);
}

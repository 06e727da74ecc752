/** Two soft tones. A browser allows them once the volunteer has pressed anything on the page. */
export function ring(): void {
  try {
    const audio = (ringer ??= new AudioContext());
    void audio.resume();
    for (const [pitch, at] of TONES) tone(audio, pitch, audio.currentTime + at);
  } catch {
    // no sound here: the offer is on the screen all the same
  }
}

const TONES = [
  [523, 0],
  [659, 0.35],
] as const;
const TONE_SECONDS = 0.3;
const LOUDNESS = 0.2;
let ringer: AudioContext | undefined;

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

/** Why there is no microphone: not allowed, not there, in use elsewhere, or nothing comes from it. */
export type Wrong = 'refused' | 'none' | 'busy' | 'quiet';

export type Microphone = { sound: MediaStream } | { wrong: Wrong };

/** What the browser does to the sound, so that a room with loudspeakers works too. */
const WANTED: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

/** Asks for the microphone; the browser may ask the person. */
export async function openMicrophone(): Promise<Microphone> {
  try {
    return { sound: await navigator.mediaDevices.getUserMedia(WANTED) };
  } catch (error) {
    return { wrong: wrongOf(error) };
  }
}

/** What the browser's error means for the person. */
export function wrongOf(error: unknown): Wrong {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'refused'; // by the person, by the device, or by a page that is not secure
}

/** Whether the browser would refuse without asking the person. */
export async function isForbidden(): Promise<boolean> {
  try {
    const name = 'microphone' as PermissionName;
    return (await navigator.permissions.query({ name })).state === 'denied';
  } catch {
    return false; // a browser that does not tell is asked when it matters
  }
}

export function letGo(sound: MediaStream): void {
  for (const track of sound.getTracks()) track.stop();
}

/** How often a level is told while somebody tries. */
const LOOK_MS = 100;

/** Tells how loud it is, from 0 to 1, until it is called off. */
export function watchLevel(sound: MediaStream, tell: (level: number) => void): () => void {
  const audio = new AudioContext();
  const meter = audio.createAnalyser();
  audio.createMediaStreamSource(sound).connect(meter);
  const wave = new Float32Array(meter.fftSize);
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(wave);
    tell(wave.reduce((most, one) => Math.max(most, Math.abs(one)), 0));
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    void audio.close();
  };
}

/** How far a meter moves: what is half as loud to the ear has a fraction of the level. */
export function shown(level: number): number {
  return Math.sqrt(level);
}

/** A place that falls is worth hearing, but not every half minute. */
const PLACE_EVERY_MS = 60_000;

export interface Scene {
  /** Grows different when something happened that a person waits for. */
  situation: string;
  position: number | undefined;
  text: string;
  lost: boolean;
  lostText: string;
  backText: string;
  /** What the volunteers said, in order. */
  heard: { seq: number; text: string }[];
  /** Words up to here are folded, and not read out either. */
  folded: number;
}

/**
 * What is said to somebody who hears the page instead of seeing it: that the situation is another
 * one, that the place has fallen (at most once a minute), that the line broke or is back, and the
 * volunteers' words. Never a range that moved by a minute, one's own words, or their fate.
 */
export class Announcer {
  private situation = '';
  private position: number | undefined;
  private placeSaidAt = Number.NEGATIVE_INFINITY;
  private lost = false;
  private last: number | undefined;
  private said = '';

  constructor(private readonly now: () => number) {}

  /** What the live region holds now; the same as before when there is nothing to say. */
  hears(scene: Scene): string {
    const words = scene.heard.filter((one) => one.seq > (this.last ?? scene.folded));
    this.last = Math.max(this.last ?? scene.folded, ...words.map((one) => one.seq));
    const news = words.map((one) => one.text);
    if (scene.lost !== this.lost) news.unshift(scene.lost ? scene.lostText : scene.backText);
    this.lost = scene.lost;
    if (this.stateIsNews(scene)) news.unshift(scene.text);
    if (news.length > 0) this.said = news.join(' ');
    return this.said;
  }

  private stateIsNews(scene: Scene): boolean {
    const other = scene.situation !== this.situation;
    const fell =
      scene.position !== undefined &&
      (this.position === undefined || scene.position < this.position) &&
      this.now() - this.placeSaidAt >= PLACE_EVERY_MS;
    if (!other && !fell) return false;
    this.situation = scene.situation;
    this.position = scene.position;
    this.placeSaidAt = this.now();
    return true;
  }
}

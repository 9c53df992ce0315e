import { count } from "../../lib/format.ts";

/** `48 s`, `3 min`, `1.5 h`: as long as a sync takes. */
export function inSeconds(seconds: number): string {
  if (seconds < 90) return `${count(Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `${count(Math.round(seconds / 60))} min`;
  return `${count(seconds / 3600)} h`;
}

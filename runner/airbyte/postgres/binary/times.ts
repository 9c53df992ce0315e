import type { Encode } from "./encode.ts";

const DAY_MS = 86_400_000;
/** PostgreSQL counts from here. */
export const EPOCH_MS = Date.UTC(2000, 0, 1);
const FIRST_YEAR = 1000;
/** `"2026-01-02"` between its quotes, and `"2026-01-02T03:04:05"`. */
const DAY_LENGTH = 12;
const CLOCK_LENGTH = 21;
const MICROS = 6;
const [QUOTE, MINUS, PLUS, COLON, POINT, SPACE, T, Z] = [34, 45, 43, 58, 46, 32, 84, 90];

/** The number of two digits; NaN when they are none. */
function pair(bytes: Buffer, at: number): number {
  const [tens, ones] = [bytes[at]! - 48, bytes[at + 1]! - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

/** Days since the epoch of `2026-01-02`; NaN when there is no such day. */
function dayAt(bytes: Buffer, at: number): number {
  if (bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS) return Number.NaN;
  const year = 100 * pair(bytes, at) + pair(bytes, at + 2);
  const [month, day] = [pair(bytes, at + 5), pair(bytes, at + 8)];
  if (!(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  if (day > 28 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return Number.NaN;
  return (Date.UTC(year, month - 1, day) - EPOCH_MS) / DAY_MS;
}

export const encodeDay: Encode = (bytes, start, end, out) => {
  if (end - start !== DAY_LENGTH || bytes[start] !== QUOTE) return false;
  const day = dayAt(bytes, start + 1);
  if (Number.isNaN(day)) return false;
  out.int32(4);
  out.int32(day);
  return true;
};

/** `+05:30` or `+0530` in seconds, `Z` and nothing as zero; NaN for any other end. */
function offsetAt(bytes: Buffer, at: number, end: number): number {
  if (at === end || (at + 1 === end && bytes[at] === Z)) return 0;
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === MINUS ? -1 : Number.NaN;
  const minutesAt = bytes[at + 3] === COLON ? at + 4 : at + 3;
  if (minutesAt + 2 !== end) return Number.NaN;
  const [hours, minutes] = [pair(bytes, at + 1), pair(bytes, minutesAt)];
  return hours <= 14 && minutes <= 59 ? sign * (3600 * hours + 60 * minutes) : Number.NaN;
}

const instant =
  (hasOffset: boolean): Encode =>
  (bytes, start, end, out) => {
    if (end - start < CLOCK_LENGTH || bytes[start] !== QUOTE) return false;
    const at = start + 11;
    if ((bytes[at] !== T && bytes[at] !== SPACE) || bytes[at + 3] !== COLON || bytes[at + 6] !== COLON) return false;
    const [hours, minutes, seconds] = [pair(bytes, at + 1), pair(bytes, at + 4), pair(bytes, at + 7)];
    if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return false;
    let next = at + 9;
    let micros = 0;
    if (bytes[next] === POINT) {
      const first = next + 1;
      for (next = first; bytes[next]! >= 48 && bytes[next]! <= 57; next += 1) micros = 10 * micros + bytes[next]! - 48;
      if (next === first || next - first > MICROS) return false;
      micros *= 10 ** (MICROS - (next - first));
    }
    if (!hasOffset && next !== end - 1) return false;
    const since =
      86_400 * dayAt(bytes, start + 1) + 3600 * hours + 60 * minutes + seconds - offsetAt(bytes, next, end - 1);
    // Before the epoch is the other way's.
    if (!(since >= 0)) return false;
    out.int32(8);
    return out.int64Product(since, 1_000_000, micros);
  };

export const encodeInstant = instant(true);
export const encodeLocalTime = instant(false);

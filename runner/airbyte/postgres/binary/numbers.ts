import type { CopyBytes } from "./copy-bytes.ts";
import type { Encode } from "./encode.ts";

const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const QUOTE = 34;
/** As many digits as float64 holds for certain. */
const SAFE_DIGITS = 15;
const LOW_DIGITS = 9;
const LOW = 10 ** LOW_DIGITS;
const SCALE = 9;
const NEGATIVE = 0x4000;
const BASE = 10_000;

/** Where digits begin and end, between quotes or not. */
const number = { start: 0, end: 0, isNegative: false };

function openNumber(bytes: Buffer, start: number, end: number): boolean {
  const isQuoted = bytes[start] === QUOTE;
  let from = isQuoted ? start + 1 : start;
  number.end = isQuoted ? end - 1 : end;
  number.isNegative = bytes[from] === MINUS;
  if (number.isNegative) from += 1;
  number.start = from;
  return number.end > from;
}

/** Their value, if float64 holds so many; NaN when one is none. */
export function digits(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = 10 * value + digit;
  }
  return value;
}

export const encodeLong: Encode = (bytes, start, end, out) => {
  if (!openNumber(bytes, start, end)) return false;
  const { start: from, end: to, isNegative } = number;
  if (to - from > SAFE_DIGITS + 4) return false;
  if (to - from <= LOW_DIGITS) {
    const few = digits(bytes, from, to);
    if (Number.isNaN(few)) return false;
    out.int32(8);
    out.int64(isNegative ? -few : few);
    return true;
  }
  const middle = Math.max(from, to - LOW_DIGITS);
  const high = digits(bytes, from, middle);
  const low = digits(bytes, middle, to);
  if (Number.isNaN(high + low)) return false;
  out.int32(8);
  return out.int64Product(high, LOW, low, isNegative);
};

/** numeric(38,9): base 10,000, the point between two digits of it. Whole parts that float64 holds, and no digit beyond the ninth. */
export const encodeDecimal: Encode = (bytes, start, end, out) => {
  if (!openNumber(bytes, start, end)) return false;
  const { start: from, end: to, isNegative } = number;
  let point = from;
  while (point < to && bytes[point] !== POINT) point += 1;
  const places = to - point - 1;
  if (point === from || point - from > SAFE_DIGITS || places === 0 || places > SCALE) return false;
  const whole = digits(bytes, from, point);
  const fraction = places > 0 ? digits(bytes, point + 1, to) * 10 ** (SCALE - places) : 0;
  if (Number.isNaN(whole + fraction)) return false;
  writeDecimal(out, whole, fraction, isNegative);
  return true;
};

/** `fraction` in billionths. */
function writeDecimal(out: CopyBytes, whole: number, fraction: number, isNegative: boolean): void {
  const wholes = whole === 0 ? 0 : whole < BASE ? 1 : whole < BASE ** 2 ? 2 : whole < BASE ** 3 ? 3 : 4;
  const count = wholes + (fraction === 0 ? 0 : 3);
  out.int32(8 + 2 * count);
  out.int16(count);
  out.int16(count === 0 ? 0 : wholes - 1);
  out.int16(isNegative && count > 0 ? NEGATIVE : 0);
  out.int16(SCALE);
  for (let place = wholes - 1; place >= 0; place -= 1) out.int16(Math.floor(whole / BASE ** place) % BASE);
  if (fraction === 0) return;
  out.int16(Math.floor(fraction / 100_000));
  out.int16(Math.floor(fraction / 10) % BASE);
  out.int16((fraction % 10) * 1000);
}

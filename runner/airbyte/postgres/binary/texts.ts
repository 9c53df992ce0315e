import type { Encode } from "./encode.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const ZERO = 48;
const JSONB_VERSION = 1;
const SAFE_DIGITS = 15;
const NUL = "\0";

/** A text that stands between quotes; NUL, which PostgreSQL cannot store, is left out. */
export const encodeText: Encode = (bytes, start, end, out) => {
  if (bytes[start] !== QUOTE) return false;
  if (holds(bytes, start, end, BACKSLASH)) {
    const text = (JSON.parse(bytes.toString("utf8", start, end)) as string).replaceAll(NUL, "");
    const length = Buffer.byteLength(text);
    out.int32(length);
    out.at += out.bytes.write(text, out.at);
    return true;
  }
  out.int32(end - start - 2);
  out.copy(bytes, start + 1, end - 1);
  return true;
};

function holds(bytes: Buffer, start: number, end: number, byte: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] === byte) return true;
  return false;
}

/** JSON whose numbers PostgreSQL and DuckDB spell alike, without a NUL. */
export const encodeJson: Encode = (bytes, start, end, out) => {
  if (!isPlain(bytes, start, end)) return false;
  out.int32(end - start + 1);
  out.bytes[out.at++] = JSONB_VERSION;
  out.copy(bytes, start, end);
  return true;
};

function isPlain(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const byte = bytes[at]!;
    if (byte === QUOTE) at = textEnd(bytes, at);
    else if (byte === 45 || isDigit(byte)) at = numberEnd(bytes, at, end);
    else at += 1;
    if (at === -1) return false;
  }
  return true;
}

/** After the text that begins here; -1 when it holds an escaped NUL. */
function textEnd(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (bytes[at] !== QUOTE) {
    if (bytes[at] !== BACKSLASH) at += 1;
    else if (bytes[at + 1] === 117 && bytes.toString("latin1", at + 2, at + 6) === "0000") return -1;
    else at += 2;
  }
  return at + 1;
}

/** After the number that begins here; -1 when it has many digits, an exponent or a zero at the end of its fraction. */
function numberEnd(bytes: Buffer, start: number, end: number): number {
  let at = start + 1;
  let hasPoint = false;
  for (; at < end; at += 1) {
    const byte = bytes[at]!;
    if (byte === 46) hasPoint = true;
    else if ((byte | 32) === 101) return -1;
    else if (!isDigit(byte)) break;
  }
  const isEven = hasPoint && bytes[at - 1] === ZERO;
  return at - start > SAFE_DIGITS || isEven ? -1 : at;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= 57;

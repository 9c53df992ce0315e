const QUOTE = 34;
const BACKSLASH = 92;
const DEEPEST = 500;
const ESCAPED = new Set([...'"\\/bfnrt'].map((sign) => sign.charCodeAt(0)));
const words = ["true", "false", "null"].map((word) => Buffer.from(word));

/** What a value is, as far as choosing a column's type needs it. A field's kinds are the sum of what it held. */
export const Kind = {
  null: 0,
  /** Integers of up to nine digits. */
  short: 1,
  /** Integers that fit 64 bits with a sign. */
  long: 2,
  /** Integers beyond that. */
  huge: 4,
  /** Decimals whose billionths float64 tells apart: six digits before the point, nine after. */
  decimal: 8,
  /** Every other number with a point or an exponent. */
  wide: 16,
  text: 32,
  boolean: 64,
  nested: 128,
} as const;

export const NOT_JSON = -1;
const LARGEST_LONG = Buffer.from("9223372036854775807");

/** Walks over JSON in bytes without making values of it; stands behind what it has read. */
export class JsonCursor {
  bytes: Uint8Array = new Uint8Array();
  at = 0;
  end = 0;
  /** An escape of half a character was seen; it may have no other half. */
  surrogate = false;
  /** Digits of the last number, without leading zeros before the point. */
  digits = 0;

  open(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.surrogate = false;
  }

  /** Skips space; the byte there, or -1 at the end. */
  next(): number {
    while (this.at < this.end) {
      const byte = this.bytes[this.at]!;
      if (byte !== 32 && byte !== 9 && byte !== 13 && byte !== 10) return byte;
      this.at += 1;
    }
    return -1;
  }

  /** Skips space and then this byte; false when another stands there. */
  take(byte: number): boolean {
    if (this.next() !== byte) return false;
    this.at += 1;
    return true;
  }

  /** Skips these bytes if they stand exactly here. */
  takeExactly(expected: Uint8Array): boolean {
    const { bytes, at } = this;
    const length = expected.length;
    if (at + length > this.end) return false;
    for (let i = 0; i < length; i += 1) if (bytes[at + i] !== expected[i]) return false;
    this.at = at + length;
    return true;
  }

  /** Skips a string whose opening quote stands here. */
  string(): boolean {
    const { bytes, end } = this;
    let at = this.at + 1;
    while (at < end) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.at = at + 1;
        return true;
      }
      if (byte < 32) return false;
      if (byte !== BACKSLASH) at += 1;
      else {
        const length = this.#escape(at + 1);
        if (length === 0) return false;
        at += length;
      }
    }
    return false;
  }

  #escape(at: number): number {
    const sign = this.bytes[at]!;
    if (ESCAPED.has(sign)) return 2;
    if (sign !== 117 || at + 5 > this.end) return 0;
    for (let i = 1; i <= 4; i += 1) if (!isHex(this.bytes[at + i]!)) return 0;
    const [first, second] = [this.bytes[at + 1]! | 32, this.bytes[at + 2]! | 32];
    if (first === 100 && (second >= 97 || second === 56 || second === 57)) this.surrogate = true;
    return 6;
  }

  /** Skips a value with what is inside it; its kind, or NOT_JSON. */
  value(depth = 0): number {
    const byte = this.next();
    if (byte === QUOTE) return this.string() ? Kind.text : NOT_JSON;
    if (byte === 45 || (byte >= 48 && byte <= 57)) return this.#number();
    if (byte === 123 || byte === 91) return this.#nested(byte, depth);
    const word = words.find((candidate) => candidate[0] === byte);
    if (!word || !this.takeExactly(word)) return NOT_JSON;
    return byte === 110 ? Kind.null : Kind.boolean;
  }

  #nested(opening: number, depth: number): number {
    if (depth > DEEPEST) return NOT_JSON;
    const closing = opening + 2;
    this.at += 1;
    if (this.take(closing)) return Kind.nested;
    for (;;) {
      if (opening === 123 && !(this.next() === QUOTE && this.string() && this.take(58))) return NOT_JSON;
      if (this.value(depth + 1) === NOT_JSON) return NOT_JSON;
      if (this.take(44)) continue;
      return this.take(closing) ? Kind.nested : NOT_JSON;
    }
  }

  #run(): number {
    const start = this.at;
    while (this.at < this.end && isDigit(this.bytes[this.at]!)) this.at += 1;
    return this.at - start;
  }

  #number(): number {
    const { bytes } = this;
    if (bytes[this.at] === 45) this.at += 1;
    const start = this.at;
    const whole = this.#run();
    if (whole === 0 || (whole > 1 && bytes[start] === 48)) return NOT_JSON;
    let fraction = 0;
    let exponent = false;
    if (this.at < this.end && bytes[this.at] === 46) {
      this.at += 1;
      fraction = this.#run();
      if (fraction === 0) return NOT_JSON;
    }
    if (this.at < this.end && (bytes[this.at]! | 32) === 101) {
      this.at += 1;
      if (bytes[this.at] === 43 || bytes[this.at] === 45) this.at += 1;
      if (this.#run() === 0) return NOT_JSON;
      exponent = true;
    }
    this.digits = whole + fraction;
    if (exponent) return Kind.wide;
    if (fraction > 0) return whole <= 6 && fraction <= 9 ? Kind.decimal : Kind.wide;
    if (whole <= 9) return Kind.short;
    if (whole < LARGEST_LONG.length) return Kind.long;
    if (whole > LARGEST_LONG.length) return Kind.huge;
    return Buffer.compare(bytes.subarray(start, this.at), LARGEST_LONG) <= 0 ? Kind.long : Kind.huge;
  }
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 32) >= 97 && (byte | 32) <= 102);

const TWO_32 = 2 ** 32;

/** A growing piece of COPY's binary form, written at `at`. Callers make room first: nothing here looks at the end. */
export class CopyBytes {
  bytes: Buffer;
  at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  makeRoom(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.bytes.length, this.at + length));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  /** What was written; from now on there is a new piece. The other one may still be on its way. */
  takePiece(): Buffer {
    const piece = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafeSlow(this.bytes.length);
    this.at = 0;
    return piece;
  }

  int16(value: number): void {
    const { bytes, at } = this;
    bytes[at] = value >> 8;
    bytes[at + 1] = value;
    this.at = at + 2;
  }

  int32(value: number): void {
    const { bytes, at } = this;
    bytes[at] = value >> 24;
    bytes[at + 1] = value >> 16;
    bytes[at + 2] = value >> 8;
    bytes[at + 3] = value;
    this.at = at + 4;
  }

  /** An integer that float64 holds exactly. */
  int64(value: number): void {
    this.int32(Math.floor(value / TWO_32));
    this.int32(value % TWO_32);
  }

  /** `factor × many + few` (none of them negative, many × 65,536 and factor × many / 65,536 within 2^53); false: too large. */
  int64Product(many: number, factor: number, few: number, isNegative = false): boolean {
    const upper = Math.floor(many / 65536) * factor;
    const lower = (upper % 65536) * 65536 + (many % 65536) * factor + few;
    const high = Math.floor(upper / 65536) + Math.floor(lower / TWO_32);
    const low = lower % TWO_32;
    if (high > 0x7fffffff) return false;
    this.int32(isNegative ? ~high + (low === 0 ? 1 : 0) : high);
    this.int32(isNegative ? -low : low);
    return true;
  }

  copy(from: Buffer, start: number, end: number): void {
    const { bytes } = this;
    let { at } = this;
    if (end - start > 48) at += from.copy(bytes, at, start, end);
    else for (let from_ = start; from_ < end; from_ += 1) bytes[at++] = from[from_]!;
    this.at = at;
  }
}

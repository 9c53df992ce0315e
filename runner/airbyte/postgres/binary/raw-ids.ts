import { randomFillSync } from "node:crypto";
import type { CopyBytes } from "./copy-bytes.ts";

const LENGTH = 36;
const SIZE = 16;
const MANY = 1024;
const HYPHEN = 45;
const hex = Buffer.from("0123456789abcdef");

/** Writes a new random UUID, as its text, with each call. */
export function createRawIds(): (out: CopyBytes) => void {
  const random = Buffer.allocUnsafe(SIZE * MANY);
  let next = random.length;
  return (out) => {
    if (next === random.length) {
      randomFillSync(random);
      next = 0;
    }
    random[next + 6] = (random[next + 6]! & 0x0f) | 0x40;
    random[next + 8] = (random[next + 8]! & 0x3f) | 0x80;
    out.int32(LENGTH);
    const { bytes } = out;
    let { at } = out;
    for (let place = 0; place < SIZE; place += 1) {
      if (place === 4 || place === 6 || place === 8 || place === 10) bytes[at++] = HYPHEN;
      const byte = random[next + place]!;
      bytes[at++] = hex[byte >> 4]!;
      bytes[at++] = hex[byte & 15]!;
    }
    out.at = at;
    next += SIZE;
  };
}

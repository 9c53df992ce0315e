/** A 32-bit hash of the parts; the same parts give the same number on every machine and in every run. */
export function hash32(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  const text = parts.join("\u001f");
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export type Draw = () => number;

/** Numbers in [0, 1), one after the other, determined by the parts alone. */
export function drawsOf(...parts: readonly (string | number)[]): Draw {
  let state = hash32(...parts);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const between = (draw: Draw, low: number, high: number): number => low + draw() * (high - low);

export function pick<T>(draw: Draw, items: readonly T[]): T {
  return items[Math.floor(draw() * items.length)]!;
}

/** The items in an order that the draws decide. */
export function shuffled<T>(draw: Draw, items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: draw() }));
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
}

/** `length` characters of `alphabet`, e.g. the digits of an id or the letters of a token. */
export function textOf(length: number, alphabet: string, ...parts: readonly (string | number)[]): string {
  const draw = drawsOf("text", ...parts);
  return Array.from({ length }, () => pick(draw, [...alphabet])).join("");
}

/** An id of `length` digits that begins as the platform's ids begin. */
export const numericId = (prefix: string, length: number, ...parts: readonly (string | number)[]): string =>
  prefix + textOf(length - prefix.length, "0123456789", ...parts);

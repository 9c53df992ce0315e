import type { Clock } from "./clock.ts";

interface Entry<Value> {
  readonly value: Value;
  readonly until: number;
}

/** A cache of one isolate, bounded in number and age. The oldest entry goes when it is full. */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #size: number;
  readonly #clock: Clock;

  constructor(size: number, clock: Clock) {
    this.#size = size;
    this.#clock = clock;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.until > this.#clock()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  /** `until`: milliseconds since 1970 after which the value is no longer given out. */
  set(key: string, value: Value, until: number): void {
    this.#entries.delete(key);
    const oldest = this.#entries.size >= this.#size ? this.#entries.keys().next().value : undefined;
    if (oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(key, { value, until });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  deleteWhere(matches: (value: Value) => boolean): void {
    for (const [key, entry] of this.#entries) if (matches(entry.value)) this.#entries.delete(key);
  }
}

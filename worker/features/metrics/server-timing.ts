/** Times of an answer's parts in milliseconds, for the Server-Timing header. workerd's clock moves only while it waits. */
export class ServerTiming {
  readonly #parts: Map<string, number>;

  /** `parts` are told also when nothing was spent on them, as on those of an answer that was there already. */
  constructor(parts: readonly string[]) {
    this.#parts = new Map(parts.map((part) => [part, 0]));
  }

  add(name: string, milliseconds: number): void {
    this.#parts.set(name, (this.#parts.get(name) ?? 0) + milliseconds);
  }

  async measure<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.add(name, performance.now() - started);
    }
  }

  toString(): string {
    return [...this.#parts].map(([name, ms]) => `${name};dur=${ms.toFixed(1)}`).join(", ");
  }
}

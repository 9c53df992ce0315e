/** Times of an answer's parts in milliseconds, for the Server-Timing header. workerd's clock moves only while it waits. */
export class ServerTiming {
  readonly #parts = new Map<string, number>();

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

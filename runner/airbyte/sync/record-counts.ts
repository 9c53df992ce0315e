/** Compares what a connector says it read with what arrived: a lost record would otherwise be lost for good once its state is kept. */
export class RecordCounts {
  /** Records of a stream up to its last STATE. */
  readonly #before = new Map<string, number>();
  #fault: string | undefined;

  /** `told`: records since the last STATE of the stream, as its new one says; many connectors say nothing. */
  state(stream: string, seen: number, told: number | null | undefined): void {
    const arrived = seen - (this.#before.get(stream) ?? 0);
    this.#before.set(stream, seen);
    if (told === null || told === undefined || told === arrived) return;
    this.#fault ??= `stream ${stream}: the connector counted ${told} records up to a state, ${arrived} arrived`;
  }

  get fault(): string | undefined {
    return this.#fault;
  }
}

import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { DataError } from "./data-error.ts";

export type Row = readonly DuckDBValue[];

/** What DuckDB may hold of marts, and of the sums that are made of them; the rest of a large tenant's goes through files. */
const memoryLimit = "384MB";

/** The marts of one tenant, read only. Reads are cut short when `signal` aborts. */
export class Marts {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #signal: AbortSignal;
  readonly #interrupt: () => void;

  /** `folder`: for what does not fit into memory. */
  static async open(path: string, folder: string, signal: AbortSignal): Promise<Marts> {
    signal.throwIfAborted();
    const instance = await DuckDBInstance.create(path, {
      access_mode: "READ_ONLY",
      memory_limit: memoryLimit,
      temp_directory: join(folder, "spilled"),
    });
    return new Marts(instance, await instance.connect(), signal);
  }

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, signal: AbortSignal) {
    this.#instance = instance;
    this.#connection = connection;
    this.#signal = signal;
    this.#interrupt = () => connection.interrupt();
    signal.addEventListener("abort", this.#interrupt);
  }

  close(): void {
    this.#signal.removeEventListener("abort", this.#interrupt);
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async run(sql: string): Promise<void> {
    await this.#guard(() => this.#connection.run(sql));
  }

  async rows(sql: string): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const columns of this.chunks(sql)) {
      const count = columns[0]?.length ?? 0;
      for (let row = 0; row < count; row++) rows.push(columns.map((column) => column[row] as DuckDBValue));
    }
    return rows;
  }

  /** The answer column by column, a few thousand rows at a time. */
  async *chunks(sql: string): AsyncGenerator<DuckDBValue[][]> {
    const result = await this.#guard(() => this.#connection.stream(sql));
    for (;;) {
      const chunk = await this.#guard(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getColumns();
    }
  }

  /** Refuses, with a few of the rows, when the query finds any. */
  async expectNone(what: string, sql: string): Promise<void> {
    const found = await this.rows(`${sql} limit 3`);
    if (found.length === 0) return;
    throw new DataError(`${what}, e.g. ${found.map((row) => row.map(String).join(" / ")).join("; ")}`);
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error;
    }
  }
}

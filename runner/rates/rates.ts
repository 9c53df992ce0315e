import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Log, messageOf } from "../log.ts";
import { fetchPlace, type Stamp } from "./fetch.ts";
import { OWN_HEADER } from "./own-file.ts";
import { linesOf, type Rate } from "./rate.ts";
import { readRates } from "./read-file.ts";
import type { RatesSource } from "./sources.ts";

/** Keeps one file of exchange rates up to date with its sources: what the dbt project reads. */
export class Rates {
  readonly #sources: readonly RatesSource[];
  /** The file; the last good rates of each source lie beside it. */
  readonly #path: string;
  readonly #log: Log;
  readonly #stamps = new Map<string, Stamp | undefined>();
  #isWritten = false;

  constructor(sources: readonly RatesSource[], path: string, log: Log) {
    this.#sources = sources;
    this.#path = path;
    this.#log = log;
  }

  /** Gives a warning for each source that could not be read; its last good rates stay in use. Without sources the file is left as it is. */
  async refresh(signal: AbortSignal): Promise<string[]> {
    const outcomes = await Promise.all(this.#sources.map((source) => this.#refreshOne(source, signal)));
    const isNew = outcomes.some(({ changed }) => changed);
    if (this.#sources.length > 0 && (isNew || !this.#isWritten)) await this.#write();
    return outcomes.flatMap(({ warning }) => warning ?? []);
  }

  async #refreshOne(source: RatesSource, signal: AbortSignal): Promise<{ changed: boolean; warning?: string }> {
    try {
      const found = await fetchPlace(source.place, this.#stamps.get(source.name), signal);
      if (!found) return { changed: false };
      const lines = readRates(found.bytes).map(lineOf);
      await replace(this.#kept(source), [OWN_HEADER, ...lines, ""].join("\n"));
      this.#stamps.set(source.name, found.stamp);
      return { changed: true };
    } catch (error) {
      signal.throwIfAborted();
      const warning = await this.#warningOf(source, error);
      this.#log("warn", "rates_not_refreshed", { source: source.name, error: warning });
      return { changed: false, warning };
    }
  }

  async #warningOf(source: RatesSource, error: unknown): Promise<string> {
    const newest = (await this.#lastGood(source)).reduce((last, line) => (line > last ? line : last), "").slice(0, 10);
    const instead = newest ? `its last good rates, up to ${newest}, stay in use` : "it has no rates until then";
    const place = withoutSecrets(source.place);
    return `exchange rates of ${source.name} (${place}) are not up to date: ${messageOf(error)}. Mend it or name another in RATES_SOURCES; ${instead}`;
  }

  /** Of the same day and pair the first source counts. */
  async #write(): Promise<void> {
    const told = new Map<string, string>();
    for (const source of this.#sources) {
      for (const line of await this.#lastGood(source)) {
        const pair = line.slice(0, line.lastIndexOf(","));
        if (!told.has(pair)) told.set(pair, `${line},${source.name}`);
      }
    }
    if (told.size === 0) return;
    await replace(this.#path, [`${OWN_HEADER},source`, ...told.values(), ""].join("\n"));
    this.#isWritten = true;
  }

  #kept = (source: RatesSource): string => join(dirname(this.#path), "sources", `${source.name}.csv`);

  /** Lines of the file that this class wrote from what it had read. */
  async #lastGood(source: RatesSource): Promise<string[]> {
    const text = await readFile(this.#kept(source), "utf8").catch(() => "");
    return linesOf(text).slice(1);
  }
}

const lineOf = ({ date, base, quote, rate }: Rate): string => `${date},${base},${quote},${rate}`;

/** A place may carry a key in its query, or a password. */
function withoutSecrets(place: string): string {
  if (place.startsWith("/")) return place;
  const url = new URL(place);
  return `${url.origin}${url.pathname}`;
}

async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, text, { flush: true });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

import { globSync } from "node:fs";
import { join, sep } from "node:path";
import { query } from "../../runner/airbyte/testing/lake.ts";
import { numberedStreams } from "./platform.ts";

interface LandedFile {
  readonly rows: number;
  readonly first: number;
  readonly last: number;
}

/** The numbers of one stream that are in the lake. */
export interface Landed {
  readonly connection: string;
  readonly stream: string;
  readonly next: number;
}

/** Looks at each file of the lake once, since none ever changes. */
export class NumberedLake {
  readonly #lake: string;
  readonly #known = new Map<string, LandedFile>();

  constructor(lake: string) {
    this.#lake = lake;
  }

  /**
   * Reads what is new. Throws when a number is there twice or one is missing between others, which no moment excuses:
   * what a sync brings of a stream becomes visible in one rename.
   */
  async look(connections: readonly string[]): Promise<Landed[]> {
    await this.#readNew(connections);
    const found: Landed[] = [];
    for (const connection of connections)
      for (const stream of numberedStreams) {
        const part = `${sep}${connection}${sep}${stream}${sep}`;
        const files = [...this.#known].filter(([path]) => path.includes(part)).map(([, file]) => file);
        found.push({ connection, stream, next: nextOf(files, `${stream} of ${connection}`) });
      }
    return found;
  }

  async #readNew(connections: readonly string[]): Promise<void> {
    const paths = connections
      .flatMap((connection) => globSync(join(this.#lake, "*", "*", connection, "*", "*.parquet")))
      .filter((path) => !this.#known.has(path) && numberedStreams.some((name) => path.includes(`${sep}${name}${sep}`)));
    if (paths.length === 0) return;
    const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ");
    const rows = await query(
      `select filename, count(distinct n)::int as rows, count(*)::int as all_rows, min(n)::int as first, max(n)::int as last
       from read_parquet([${list}], union_by_name = true, filename = true) group by filename`,
    );
    for (const { filename, rows: distinct, all_rows, first, last } of rows) {
      if (distinct !== all_rows) throw new Error(`${filename}: a record is there twice`);
      this.#known.set(String(filename), { rows: Number(all_rows), first: Number(first), last: Number(last) });
    }
  }
}

function nextOf(files: LandedFile[], name: string): number {
  let next = 0;
  for (const file of files.sort((left, right) => left.first - right.first)) {
    if (file.first < next) throw new Error(`${name}: record ${file.first} is in the lake twice`);
    if (file.first > next) throw new Error(`${name}: record ${next} is lost, ${file.first} is there`);
    if (file.last - file.first + 1 !== file.rows) throw new Error(`${name}: a record within a file is lost`);
    next = file.last + 1;
  }
  return next;
}

import { type Table, tableFromIPC } from "@uwdata/flechette";
import { Platform } from "#contracts/fields.ts";
import { measures, type Shard, type ShardKind, shardColumns, type WebKind } from "#contracts/snapshot.ts";
import type { Sized } from "./byte-cache.ts";
import type { ColumnsOf, FactColumns, MeasureColumns, WebFactColumns } from "./columns.ts";
import { fold } from "./fold.ts";

/** A stored shard that is not what its manifest says: our bug or damaged storage, never the caller's fault. */
export class DamagedShard extends Error {
  override readonly name = "DamagedShard";
}

/**
 * Arrow bytes to typed columns, with the memory they take (bytes, estimated for text). Columns, types and row counts are verified here; the
 * checksum is the reader's to look at.
 */
export function decodeShard<K extends ShardKind>(
  kind: K,
  shard: Pick<Shard, "name" | "rows">,
  bytes: ArrayBuffer,
): Sized<ColumnsOf[K]> {
  const table = readTable(shard.name, bytes);
  if (table.numRows !== shard.rows) {
    throw new DamagedShard(`shard ${shard.name} has ${table.numRows} rows, its manifest says ${shard.rows}`);
  }
  const columns = new ShardTable(shard.name, table, shardColumns[kind]);
  const value = decoders[kind](columns) as ColumnsOf[K];
  return { value, bytes: columns.bytes };
}

function readTable(name: string, bytes: ArrayBuffer): Table {
  try {
    return tableFromIPC(bytes);
  } catch (error) {
    throw new DamagedShard(`shard ${name} is not Arrow: ${String(error)}`);
  }
}

class ShardTable {
  readonly #name: string;
  readonly #table: Table;
  /** Of the columns that were made. None of them lies in the shard's bytes, which need not stay. */
  bytes = 0;

  constructor(name: string, table: Table, wanted: readonly string[]) {
    const missing = wanted.filter((column) => !table.names.includes(column as never));
    if (missing.length > 0) throw new DamagedShard(`shard ${name} lacks the columns ${missing.join(", ")}`);
    this.#name = name;
    this.#table = table;
  }

  get columns(): readonly string[] {
    return this.#table.names as readonly string[];
  }

  get rows(): number {
    return this.#table.numRows;
  }

  texts(column: string): (string | null)[] {
    const values = [...(this.#table.getChild(column) as Iterable<string | null>)];
    for (const value of values) this.bytes += 24 + 2 * (value?.length ?? 0);
    return values;
  }

  names(column: string): string[] {
    return this.texts(column).map((value, row) => value ?? this.#refuse(column, `row ${row} is null`));
  }

  folded(names: readonly string[]): string[] {
    const folded = names.map(fold);
    for (const text of folded) this.bytes += 24 + 2 * text.length;
    return folded;
  }

  optionalInts(column: string): (number | null)[] {
    this.bytes += 8 * this.rows;
    return [...(this.#table.getChild(column) as Iterable<number | null>)];
  }

  ints(column: string): Int32Array {
    const values = this.#array(column, Int32Array);
    const isInteger = values instanceof Int32Array || isNarrow(values);
    return isInteger ? this.#own(new Int32Array(values)) : this.#refuse(column, "is not int32 without nulls");
  }

  floats(column: string): Float64Array {
    const values = this.#array(column, Float64Array);
    const isNumber = values instanceof Float64Array || values instanceof Int32Array || isNarrow(values);
    return isNumber ? this.#own(new Float64Array(values)) : this.#refuse(column, "is not float64 without nulls");
  }

  /** Room for the row numbers in another order, which are made when they are first needed. */
  withOrder<T>(columns: T): T {
    this.bytes += 4 * this.rows;
    return columns;
  }

  flags(column: string): Uint8Array {
    const values = this.#array(column, Uint8Array);
    return values instanceof Uint8Array
      ? this.#own(values.slice())
      : this.#refuse(column, "is not uint8 without nulls");
  }

  #own<T extends ArrayBufferView>(values: T): T {
    this.bytes += values.byteLength;
    return values;
  }

  /** An empty column comes as a plain empty array, whatever its type. */
  #array<T>(column: string, empty: new (length: number) => T): unknown {
    return this.rows === 0 ? new empty(0) : this.#table.getChild(column).toArray();
  }

  #refuse(column: string, why: string): never {
    throw new DamagedShard(`shard ${this.#name}: column ${column} ${why}`);
  }
}

type Narrow = Uint8Array | Int8Array | Uint16Array | Int16Array;

function isNarrow(values: unknown): values is Narrow {
  return [Uint8Array, Int8Array, Uint16Array, Int16Array].some((type) => values instanceof type);
}

function facts(table: ShardTable, item = "campaign_ix"): FactColumns {
  const columns = measures.map((measure) => [measure, table.floats(measure)] as const);
  return table.withOrder({
    rows: table.rows,
    day: table.ints("day"),
    campaign: table.ints("campaign_ix"),
    item: table.ints(item),
    settled: table.flags("settled"),
    measures: Object.fromEntries(columns) as MeasureColumns & Record<string, Float64Array>,
    reach: Math.max(...columns.map(([, values]) => absoluteSum(values))),
  });
}

function absoluteSum(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += Math.abs(values[row]!);
  return sum;
}

const ofProperty: readonly string[] = ["day", "property_ix", "settled"];

/** A column whose name does not say that it holds words holds what is summed. */
function webFacts(kind: WebKind): (table: ShardTable) => WebFactColumns {
  const own = shardColumns[kind].filter((column) => !ofProperty.includes(column));
  const words = own.filter((column) => column.endsWith("_word"));
  const sums = own.filter((column) => !column.endsWith("_word"));
  return (table) => ({
    rows: table.rows,
    day: table.ints("day"),
    property: table.ints("property_ix"),
    settled: table.flags("settled"),
    words: Object.fromEntries(words.map((column) => [column, table.ints(column)])),
    measures: Object.fromEntries(sums.map((column) => [column, table.floats(column)])),
  });
}

const decoders: { readonly [K in ShardKind]: (table: ShardTable) => ColumnsOf[K] } = {
  campaigns: (table) => {
    const name = table.names("name");
    return {
      rows: table.rows,
      id: table.names("id"),
      platform: table.names("platform").map((platform) => Platform.parse(platform)),
      name,
      status: table.names("status"),
      objective: table.texts("objective"),
      startDay: table.optionalInts("start_date"),
      endDay: table.optionalInts("end_date"),
      foldedName: table.folded(name),
    };
  },
  ads: (table) => ({
    rows: table.rows,
    id: table.names("id"),
    campaign: table.ints("campaign_ix"),
    adSetId: table.texts("ad_set_id"),
    adSetName: table.texts("ad_set_name"),
    name: table.names("name"),
    status: table.names("status"),
    thumbnailUrl: table.texts("thumbnail_url"),
  }),
  regions: (table) => ({ rows: table.rows, code: table.names("code"), name: table.names("name") }),
  budgets: (table) => ({
    rows: table.rows,
    id: table.names("id"),
    campaign: table.ints("campaign_ix"),
    monthlyMicros: table.floats("monthly_budget_micros"),
    spentMicros: table.floats("spend_to_date_micros"),
    projectedMicros: table.floats("projected_spend_micros"),
    startDay: table.ints("start_date"),
    endDay: table.ints("end_date"),
  }),
  performance: (table) => facts(table, "ad_ix"),
  region_performance: (table) => facts(table, "region_ix"),
  campaign_days: (table) => facts(table),
  campaign_months: (table) => facts(table),
  platform_days: (table) => facts(table),
  ad_months: (table) => facts(table, "ad_ix"),
  region_months: (table) => facts(table, "region_ix"),
  region_days: (table) => facts(table, "region_ix"),
  campaign_places: (table) =>
    table.withOrder({
      rows: table.rows,
      day: table.ints("day"),
      campaign: table.ints("campaign_ix"),
      regions: table.columns.filter((column) => column.startsWith("ran_in_")).map((column) => table.ints(column)),
    }),
  web_properties: (table) => ({
    rows: table.rows,
    platform: table.names("platform"),
    id: table.names("id"),
    name: table.names("name"),
    timeZone: table.names("time_zone"),
  }),
  web_words: (table) => ({ rows: table.rows, text: table.names("text") }),
  web_users: webFacts("web_users"),
  web_channels: webFacts("web_channels"),
  web_places: webFacts("web_places"),
  search_days: webFacts("search_days"),
  search_queries: webFacts("search_queries"),
  search_pages: webFacts("search_pages"),
};

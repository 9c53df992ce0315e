import type { Column } from "../../landing/columns.ts";
import { GENERATION } from "../../landing/select.ts";
import { JsonCursor, Kind, NOT_JSON } from "../../records/json-cursor.ts";
import type { Shape } from "../../records/record-scanner.ts";
import type { CopyBytes } from "./copy-bytes.ts";
import { type Encode, encoderOf } from "./encode.ts";
import { digits } from "./numbers.ts";
import { createRawIds } from "./raw-ids.ts";
import { EPOCH_MS } from "./times.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const START = ["type", "RECORD", "record"].map((word) => bytesOf(`"${word}"`)) as [Uint8Array, Uint8Array, Uint8Array];
const [STREAM, DATA, EMITTED_AT, META] = ["stream", "data", "emitted_at", "meta"].map((key) => bytesOf(`"${key}"`)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const OPEN = 123;
const CLOSE = 125;
const BRACKET = 91;
const COMMA = 44;
const COLON = 58;
const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const N = 110;
const NULL = -1;
/** The most bytes that a value takes more than its JSON, and that our own columns take. */
const VALUE_ROOM = 48;
const OWN_ROOM = 128;

/** The columns of a binary row after the stream's own. `_airbyte_meta` comes from the table's default. */
export const binaryOwnColumns = ["_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_generation_id"];

interface KnownKey {
  readonly key: Uint8Array;
  readonly column: number;
}

/**
 * Writes spooled RECORD messages as rows of COPY's binary form: the columns in their order, then `binaryOwnColumns`. It takes rows of
 * which nothing has to be said in `_airbyte_meta`; the others stay unwritten. undefined: no row of such a stream can be taken.
 */
export function createRowEncoder(columns: readonly Column[], shape: Shape): RowEncoder | undefined {
  if (shape.hasTwins) return undefined;
  const encoders = columns.map(({ type, field }) => encoderOf(type, shape.fields.get(field)?.kinds ?? 0));
  return new RowEncoder(columns, encoders);
}

export class RowEncoder {
  readonly #cursor = new JsonCursor();
  readonly #order: KnownKey[] = [];
  readonly #columnOf: ReadonlyMap<string, number>;
  readonly #encoders: readonly (Encode | undefined)[];
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #rawId = createRawIds();
  #emittedAt = 0;

  constructor(columns: readonly Column[], encoders: readonly (Encode | undefined)[]) {
    this.#columnOf = new Map(columns.map(({ field }, at) => [field, at]));
    this.#encoders = encoders;
    this.#starts = new Int32Array(columns.length);
    this.#ends = new Int32Array(columns.length);
  }

  /** False: nothing was written. */
  encode(block: Buffer, start: number, end: number, out: CopyBytes): boolean {
    if (!this.#find(block, start, end)) return false;
    const count = this.#encoders.length;
    out.makeRoom(end - start + VALUE_ROOM * count + OWN_ROOM);
    const before = out.at;
    out.int16(count + binaryOwnColumns.length);
    for (let column = 0; column < count; column += 1) {
      const from = this.#starts[column]!;
      if (from === NULL) out.int32(-1);
      else if (!this.#encoders[column]?.(block, from, this.#ends[column]!, out)) {
        out.at = before;
        return false;
      }
    }
    this.#rawId(out);
    out.int32(8);
    out.int64Product(this.#emittedAt - EPOCH_MS, 1000, 0);
    out.int32(8);
    out.int64(GENERATION);
    return true;
  }

  /** Where the record's values stand. */
  #find(block: Buffer, start: number, end: number): boolean {
    const cursor = this.#cursor;
    cursor.open(block, start, end);
    this.#starts.fill(NULL);
    if (!(cursor.take(OPEN) && this.#key(START[0]) && cursor.next() === QUOTE && cursor.takeExactly(START[1])))
      return false;
    if (!(cursor.take(COMMA) && this.#key(START[2]) && cursor.take(OPEN))) return false;
    this.#emittedAt = -1;
    do {
      cursor.next();
      if (cursor.takeExactly(DATA)) {
        if (!(cursor.take(COLON) && this.#data())) return false;
        continue;
      }
      const isInstant = cursor.takeExactly(EMITTED_AT);
      const isMeta = !isInstant && cursor.takeExactly(META);
      if (!(isInstant || isMeta || cursor.takeExactly(STREAM) || cursor.string()) || !cursor.take(COLON)) return false;
      cursor.next();
      const from = cursor.at;
      const kind = cursor.value();
      if (kind === NOT_JSON || (isMeta && kind !== Kind.null)) return false;
      if (isInstant) this.#emittedAt = digits(block, from, cursor.at);
    } while (cursor.take(COMMA));
    return this.#emittedAt >= EPOCH_MS;
  }

  #key(key: Uint8Array): boolean {
    const cursor = this.#cursor;
    return cursor.next() === QUOTE && cursor.takeExactly(key) && cursor.take(COLON);
  }

  #data(): boolean {
    const cursor = this.#cursor;
    if (!cursor.take(OPEN)) return false;
    if (cursor.take(CLOSE)) return true;
    for (let at = 0; ; at += 1) {
      const column = this.#column(at);
      if (column === -1 || !cursor.take(COLON)) return false;
      const first = cursor.next();
      const start = cursor.at;
      if (!this.#skip(first)) return false;
      if (first !== N) this.#starts[column] = start;
      this.#ends[column] = cursor.at;
      if (!cursor.take(COMMA)) return cursor.take(CLOSE);
    }
  }

  /** Goes behind the value that begins with this byte. The spool holds sound JSON alone: nothing is looked at twice. */
  #skip(first: number): boolean {
    const cursor = this.#cursor;
    if (first === OPEN || first === BRACKET) return cursor.value() !== NOT_JSON;
    const { bytes } = cursor;
    let at = cursor.at + 1;
    if (first === QUOTE) {
      while (at < cursor.end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
      at += 1;
    } else for (let byte = bytes[at]!; byte !== COMMA && byte !== CLOSE && byte > SPACE; byte = bytes[at]!) at += 1;
    cursor.at = at;
    return at <= cursor.end;
  }

  /** Of the key that stands here, which most often is the one that stood there in the last record. */
  #column(at: number): number {
    const cursor = this.#cursor;
    if (cursor.next() !== QUOTE) return -1;
    const expected = this.#order[at];
    if (expected && cursor.takeExactly(expected.key)) return expected.column;
    const start = cursor.at;
    if (!cursor.string()) return -1;
    const key = Uint8Array.from(cursor.bytes.subarray(start, cursor.at));
    const column = this.#columnOf.get(JSON.parse(Buffer.from(key).toString()) as string) ?? -1;
    if (column !== -1) this.#order[at] = { key, column };
    return column;
  }
}

import { JsonCursor, Kind, NOT_JSON } from "./json-cursor.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const START = text('"type"');
const RECORD = text('"RECORD"');
const RECORD_KEY = text('"record"');
const keys = ["stream", "data", "emitted_at", "namespace", "meta"].map((name) => ({ name, bytes: text(`"${name}"`) }));
const LAST_INSTANT_DIGITS = 16;
/** float64 keeps every decimal of so many digits. */
const SAFE_DIGITS = 15;

export interface Field {
  readonly name: string;
  /** Sum of the kinds of its values. */
  kinds: number;
}

/** What the records of one stream hold. */
export interface Shape {
  readonly stream: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Some record told of changes that its connector made. */
  readonly hasMeta: boolean;
  /** Some record names a field twice. */
  readonly hasTwins: boolean;
}

interface KnownField extends Field {
  readonly key: Uint8Array;
  seenIn: number;
}
interface KnownStream extends Shape {
  readonly key: Uint8Array;
  readonly fields: Map<string, KnownField>;
  /** Fields in the order of the last record: the next one most often has the same. */
  readonly order: KnownField[];
  hasMeta: boolean;
  hasTwins: boolean;
  records: number;
}

/**
 * Recognises RECORD messages in bytes: which stream, which fields, which kinds of values. It takes only the form that connectors
 * write (type first, the stream before the data); `undefined` for everything else, which somebody has to parse and may write that way.
 */
export class RecordScanner {
  readonly shapes = new Map<string, KnownStream>();
  readonly #cursor = new JsonCursor();
  #last: KnownStream | undefined;
  #start = 0;
  /** Start and end, in turn, counted from the start of its line, of numbers at the top of the last record that float64 would change. */
  readonly inexact: number[] = [];

  /** The last record holds escaped halves of characters. */
  get hasSurrogates(): boolean {
    return this.#cursor.surrogate;
  }

  scan(bytes: Uint8Array, start: number, end: number): Shape | undefined {
    const cursor = this.#cursor;
    cursor.open(bytes, start, end);
    this.#start = start;
    this.inexact.length = 0;
    if (!(cursor.take(123) && this.#key(START) && cursor.next() === 34 && cursor.takeExactly(RECORD))) return undefined;
    if (!(cursor.take(44) && this.#key(RECORD_KEY) && cursor.take(123))) return undefined;
    const stream = this.#record();
    return stream && cursor.take(125) && cursor.next() === -1 ? stream : undefined;
  }

  #key(key: Uint8Array): boolean {
    const cursor = this.#cursor;
    return cursor.next() === 34 && cursor.takeExactly(key) && cursor.take(58);
  }

  #record(): KnownStream | undefined {
    const cursor = this.#cursor;
    let stream: KnownStream | undefined;
    let seen = 0;
    do {
      if (cursor.next() !== 34) return undefined;
      const at = keys.findIndex(({ bytes }) => cursor.takeExactly(bytes));
      if (at === -1 || seen & (1 << at) || !cursor.take(58)) return undefined;
      seen |= 1 << at;
      const name = keys[at]!.name;
      if (name === "stream") {
        stream = this.#stream();
        if (!stream) return undefined;
      } else if (name === "data") {
        if (!stream || !this.#data(stream)) return undefined;
      } else if (name === "emitted_at") {
        if (cursor.next() === 45) return undefined;
        const kind = cursor.value();
        if ((kind !== Kind.short && kind !== Kind.long) || cursor.digits >= LAST_INSTANT_DIGITS) return undefined;
      } else {
        const kind = cursor.value();
        if (kind === NOT_JSON) return undefined;
        if (name === "meta" && kind !== Kind.null && stream) stream.hasMeta = true;
        if (name === "meta" && !stream) return undefined;
      }
    } while (cursor.take(44));
    return (seen & 7) === 7 && cursor.take(125) ? stream : undefined;
  }

  #stream(): KnownStream | undefined {
    const cursor = this.#cursor;
    if (cursor.next() !== 34) return undefined;
    if (this.#last && cursor.takeExactly(this.#last.key)) return this.#last;
    const start = cursor.at;
    if (!cursor.string()) return undefined;
    const key = Uint8Array.from(cursor.bytes.subarray(start, cursor.at));
    const name = JSON.parse(Buffer.from(key).toString()) as string;
    if (name === "" || !name.isWellFormed()) return undefined;
    const known = this.shapes.get(name);
    this.#last = known ?? {
      stream: name,
      key,
      fields: new Map(),
      order: [],
      hasMeta: false,
      hasTwins: false,
      records: 0,
    };
    if (!known) this.shapes.set(name, this.#last);
    return this.#last;
  }

  #data(stream: KnownStream): boolean {
    const cursor = this.#cursor;
    if (!cursor.take(123)) return false;
    stream.records += 1;
    if (cursor.take(125)) return true;
    for (let at = 0; ; at += 1) {
      const field = this.#field(stream, at);
      if (!field || !cursor.take(58)) return false;
      if (field.seenIn === stream.records) stream.hasTwins = true;
      field.seenIn = stream.records;
      cursor.next();
      const start = cursor.at;
      const kind = cursor.value();
      if (kind === NOT_JSON) return false;
      field.kinds |= kind;
      if (kind === Kind.wide && cursor.digits > SAFE_DIGITS)
        this.inexact.push(start - this.#start, cursor.at - this.#start);
      if (cursor.take(44)) continue;
      return cursor.take(125);
    }
  }

  #field(stream: KnownStream, at: number): KnownField | undefined {
    const cursor = this.#cursor;
    if (cursor.next() !== 34) return undefined;
    const expected = stream.order[at];
    if (expected && cursor.takeExactly(expected.key)) return expected;
    const start = cursor.at;
    if (!cursor.string()) return undefined;
    const key = Uint8Array.from(cursor.bytes.subarray(start, cursor.at));
    const name = JSON.parse(Buffer.from(key).toString()) as string;
    if (!name.isWellFormed()) return undefined;
    const field = stream.fields.get(name) ?? { name, key, kinds: Kind.null, seenIn: 0 };
    stream.fields.set(name, field);
    stream.order[at] = field;
    return field;
  }
}

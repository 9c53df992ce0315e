import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { JsonSchema, RecordMessage } from "../connector/messages.ts";
import { type ColumnType, propertiesOf } from "../landing/columns.ts";
import { typeOfValue, widen } from "../landing/infer.ts";
import { mendText } from "./mend-text.ts";

const BUFFER_BYTES = 128 * 1024;
const NEWLINE = Buffer.from("\n");

export interface SpooledStream {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** Fields that the schema does not know, by what their values ask for. */
  readonly extra: ReadonlyMap<string, ColumnType>;
}

interface OpenStream {
  readonly name: string;
  readonly path: string;
  readonly file: FileHandle;
  readonly declared: Readonly<Record<string, unknown>>;
  readonly extra: Map<string, ColumnType | undefined>;
  rows: number;
  bytes: number;
  buffered: Buffer[];
  bufferedBytes: number;
}

export interface Spool {
  /** Keeps the line as it came: what was parsed from it has lost digits of large numbers. */
  write(message: RecordMessage, line: Buffer): Promise<void>;
  /** Flushes all to disk files and tells what there is. */
  close(): Promise<SpooledStream[]>;
}

/** Holds the records of a sync on disk, one file a stream; in memory no more than a buffer a stream. */
export async function createSpool(folder: string, schemas: ReadonlyMap<string, JsonSchema>): Promise<Spool> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const streams = new Map<string, OpenStream>();

  const openStream = async (name: string): Promise<OpenStream> => {
    const path = join(folder, `${streams.size}.jsonl`);
    const stream: OpenStream = {
      name,
      path,
      file: await open(path, "w", 0o600),
      declared: propertiesOf(schemas.get(name)),
      extra: new Map(),
      rows: 0,
      bytes: 0,
      buffered: [],
      bufferedBytes: 0,
    };
    streams.set(name, stream);
    return stream;
  };

  return {
    async write({ record }, original) {
      const line = mendText(original);
      const stream = streams.get(record.stream) ?? (await openStream(record.stream));
      for (const [field, value] of Object.entries(record.data))
        if (!Object.hasOwn(stream.declared, field)) noteField(stream.extra, field, value);
      stream.rows += 1;
      stream.bytes += line.length;
      stream.buffered.push(line, NEWLINE);
      stream.bufferedBytes += line.length + 1;
      if (stream.bufferedBytes >= BUFFER_BYTES) await flush(stream);
    },
    async close() {
      for (const stream of streams.values()) {
        try {
          await flush(stream);
        } finally {
          await stream.file.close();
        }
      }
      return [...streams.values()].map(({ name, path, rows, bytes, extra }) => ({
        name,
        path,
        rows,
        bytes,
        extra: new Map([...extra].map(([field, type]) => [field, type ?? "VARCHAR"])),
      }));
    },
  };
}

function noteField(extra: OpenStream["extra"], field: string, value: unknown): void {
  const type = typeOfValue(value);
  const known = extra.get(field);
  extra.set(field, type === undefined ? known : widen(known, type));
}

async function flush(stream: OpenStream): Promise<void> {
  const bytes = Buffer.concat(stream.buffered);
  stream.buffered = [];
  stream.bufferedBytes = 0;
  for (let at = 0; at < bytes.length; ) at += (await stream.file.write(bytes, at)).bytesWritten;
}

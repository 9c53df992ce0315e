import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { mendText } from "./mend-text.ts";
import { normalRecord } from "./normal-record.ts";
import { RecordScanner, type Shape } from "./record-scanner.ts";

/** Records of all streams that wait in memory before they are written. */
const BUFFER_BYTES = 1024 * 1024;
const MANY_PIECES = 16;
const NEWLINE = Buffer.from("\n");
const QUOTE = Buffer.from('"');

export interface SpooledStream {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly longest: number;
  readonly shape: Shape;
}

interface OpenStream {
  readonly shape: Shape;
  readonly path: string;
  file: FileHandle | undefined;
  rows: number;
  bytes: number;
  longest: number;
  pieces: Buffer[];
}

export interface Spool {
  /** Keeps the line as it came if it is a RECORD message in the form that connectors write; else it does nothing and says false. */
  take(block: Buffer, start: number, end: number): boolean;
  /** Keeps a RECORD message of any other form, too. False: it is none. Throws when it does not fit the protocol. */
  takeAny(line: Buffer): boolean;
  /** Records of this stream so far. */
  rowsOf(stream: string): number;
  /** Call between blocks: writes what was taken when it is much. */
  settle(): Promise<void>;
  /** Writes all that was taken: of the blocks that it came in, nothing is held any more. */
  flush(): Promise<void>;
  /** Flushes all to disk files and tells what there is. */
  close(): Promise<SpooledStream[]>;
}

/** Holds the records of a sync on disk, one file a stream; in memory no more than the buffer. */
export async function createSpool(folder: string): Promise<Spool> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const scanner = new RecordScanner();
  const streams = new Map<string, OpenStream>();
  let last: OpenStream | undefined;
  let waiting = 0;
  // Lines that stand one after another in a block, all of the last stream, become one piece.
  let run: { block: Buffer; start: number; end: number } | undefined;

  const endRun = (): void => {
    if (run && last) last.pieces.push(run.block.subarray(run.start, run.end));
    run = undefined;
  };

  const streamOf = (shape: Shape): OpenStream => {
    if (last?.shape === shape) return last;
    endRun();
    const path = join(folder, `${streams.size}.jsonl`);
    last = streams.get(shape.stream) ?? { shape, path, file: undefined, rows: 0, bytes: 0, longest: 0, pieces: [] };
    streams.set(shape.stream, last);
    return last;
  };

  const count = (stream: OpenStream, length: number): void => {
    stream.rows += 1;
    stream.bytes += length;
    if (length > stream.longest) stream.longest = length;
    waiting += length + 1;
  };

  const keepChanged = (shape: Shape, line: Buffer): void => {
    const stream = streamOf(shape);
    endRun();
    const exact = quoteNumbers(line, scanner.inexact);
    stream.pieces.push(exact, NEWLINE);
    count(stream, exact.length);
  };

  const take = (block: Buffer, start: number, end: number): boolean => {
    const shape = scanner.scan(block, start, end);
    if (scanner.hasSurrogates) {
      const line = block.subarray(start, end);
      const mended = mendText(line);
      const mendedShape = mended === line ? shape : scanner.scan(mended, 0, mended.length);
      if (mendedShape) keepChanged(mendedShape, mended);
      return mendedShape !== undefined;
    }
    if (!shape) return false;
    if (scanner.inexact.length > 0 || end === block.length) {
      keepChanged(shape, block.subarray(start, end));
      return true;
    }
    const stream = streamOf(shape);
    if (run?.block === block && run.end === start) run.end = end + 1;
    else {
      endRun();
      run = { block, start, end: end + 1 };
    }
    count(stream, end - start);
    return true;
  };

  const flush = async (): Promise<void> => {
    endRun();
    waiting = 0;
    for (const stream of streams.values()) {
      if (stream.pieces.length === 0) continue;
      stream.file ??= await open(stream.path, "w", 0o600);
      const pieces = stream.pieces;
      stream.pieces = [];
      await writeAll(stream.file, pieces);
    }
  };

  return {
    take,
    takeAny(line) {
      if (take(line, 0, line.length)) return true;
      const normal = normalRecord(mendText(line));
      if (!normal) return false;
      if (!take(normal, 0, normal.length)) throw new Error("not a RECORD message: it is nested too deep");
      return true;
    },
    rowsOf: (stream) => streams.get(stream)?.rows ?? 0,
    flush,
    async settle() {
      if (waiting >= BUFFER_BYTES) await flush();
    },
    async close() {
      try {
        await flush();
      } finally {
        for (const { file } of streams.values()) await file?.close();
      }
      return [...streams.values()].map(({ file: _, pieces: __, ...stream }) => ({
        name: stream.shape.stream,
        ...stream,
      }));
    },
  };
}

/** Few large pieces are written as they are, many small ones as one. */
async function writeAll(file: FileHandle, pieces: Buffer[]): Promise<void> {
  const whole = pieces.length > MANY_PIECES ? [Buffer.concat(pieces)] : pieces;
  for (const bytes of whole) for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

/** A number between quotes is text on its way: DuckDB reads unquoted decimals by way of float64. */
function quoteNumbers(line: Buffer, places: readonly number[]): Buffer {
  if (places.length === 0) return line;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const place of places) {
    pieces.push(line.subarray(from, place), QUOTE);
    from = place;
  }
  return Buffer.concat([...pieces, line.subarray(from)]);
}

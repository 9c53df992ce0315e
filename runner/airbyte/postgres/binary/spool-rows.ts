import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Column } from "../../landing/columns.ts";
import { fileBlocks, lineEnd } from "../../records/lines.ts";
import type { SpooledStream } from "../../records/spool.ts";
import { CopyBytes } from "./copy-bytes.ts";
import { quoteFarNumbers } from "./far-numbers.ts";
import { createRowEncoder } from "./row-encoder.ts";

const PIECE = 256 * 1024;
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);

/** What the quick way left, as a spool of its own. */
export type Rest = Pick<SpooledStream, "path" | "rows" | "bytes" | "longest">;

/**
 * A spool in COPY's binary form, piece by piece, as far as its rows are of the plain kind. Returns what is left for DuckDB, in a file
 * of `scratch`, where numbers that no database holds are between quotes.
 */
export async function* spoolRows(
  stream: SpooledStream,
  columns: readonly Column[],
  scratch: string,
): AsyncGenerator<Buffer, Rest> {
  const encoder = createRowEncoder(columns, stream.shape);
  const rest = { path: join(scratch, "rest.jsonl"), rows: 0, bytes: 0, longest: 0 };
  await using spool = await open(stream.path);
  await using left = await open(rest.path, "w", 0o600);
  const out = new CopyBytes(2 * PIECE);
  out.copy(HEADER, 0, HEADER.length);
  for await (const block of fileBlocks(spool)) {
    const lines: Buffer[] = [];
    for (let start = 0; start < block.length; ) {
      const end = lineEnd(block, start);
      if (!encoder?.encode(block, start, end, out)) {
        const line = quoteFarNumbers(block.subarray(start, end + 1));
        lines.push(line);
        rest.rows += 1;
        rest.bytes += line.length;
        rest.longest = Math.max(rest.longest, line.length);
      } else if (out.at >= PIECE) yield out.takePiece();
      start = end + 1;
    }
    if (lines.length > 0) await left.appendFile(Buffer.concat(lines));
  }
  out.makeRoom(TRAILER.length);
  out.copy(TRAILER, 0, TRAILER.length);
  yield out.takePiece();
  return rest;
}

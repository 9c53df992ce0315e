import type { FileHandle } from "node:fs/promises";

/** A line longer than this is no record that anybody could use; it also bounds our memory. */
export const LONGEST_LINE = 16 * 1024 * 1024;
const NEWLINE = 10;
const TOO_LONG = `a line is longer than ${LONGEST_LINE} bytes`;
const FILE_BLOCK = 1024 * 1024;

/** Gathers bytes into blocks of whole lines, each with its end (the last one of all gets it if it has none). */
export async function* readBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const cut = chunk.lastIndexOf(NEWLINE) + 1;
    if (cut > 0) {
      const whole = chunk.subarray(0, cut);
      yield pieces.length === 0 ? whole : Buffer.concat([...pieces, whole]);
      pieces = [];
      length = 0;
    }
    if (cut === chunk.length) continue;
    pieces.push(chunk.subarray(cut));
    length += chunk.length - cut;
    if (length > LONGEST_LINE) throw new Error(TOO_LONG);
  }
  if (length > 0) yield Buffer.concat([...pieces, Buffer.from("\n")]);
}

/**
 * Blocks of whole lines of a file, all in one buffer: a block is gone when the next one is asked for.
 * Thousands of buffers would cost more to collect than to read.
 */
export async function* fileBlocks(file: FileHandle): AsyncGenerator<Buffer> {
  let buffer = Buffer.allocUnsafeSlow(FILE_BLOCK);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled);
    if (bytesRead === 0) break;
    const cut = buffer.lastIndexOf(NEWLINE, filled + bytesRead - 1) + 1;
    filled += bytesRead;
    if (cut > 0) {
      yield buffer.subarray(0, cut);
      buffer.copyWithin(0, cut, filled);
      filled -= cut;
    }
    if (filled > LONGEST_LINE) throw new Error(TOO_LONG);
    if (filled === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
  }
  if (filled > 0) yield Buffer.concat([buffer.subarray(0, filled), Buffer.from("\n")]);
}

/** Where the line that starts at `start` ends in a block. */
export const lineEnd = (block: Buffer, start: number): number => block.indexOf(NEWLINE, start);

/** Splits bytes into lines without their ends; empty lines are passed on so that numbers of lines stay right. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const block of readBlocks(chunks))
    for (let start = 0; start < block.length; ) {
      const end = lineEnd(block, start);
      yield block.subarray(start, end);
      start = end + 1;
    }
}

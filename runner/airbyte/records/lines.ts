/** A line longer than this is no record that anybody could use; it also bounds our memory. */
export const LONGEST_LINE = 16 * 1024 * 1024;
const NEWLINE = 10;

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
    if (length > LONGEST_LINE) throw new Error(`a line is longer than ${LONGEST_LINE} bytes`);
  }
  if (length > 0) yield Buffer.concat([...pieces, Buffer.from("\n")]);
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

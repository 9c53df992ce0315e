/** Numbers stand as they are; text is defused and quoted where it must be. Null is an empty cell. */
export type Cell = string | number | bigint | boolean | null;

/** Spreadsheets take a cell that begins with one of these (or its full-width twin) for a formula, and run it. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** `;` too: where a comma stands in numbers, spreadsheets split by it. */
const quoted = /[",;\r\n\t]|^\s|\s$/;

/** Excel takes a file without it for the code page of the machine. */
const byteOrderMark = "\uFEFF";

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * RFC 4180 in UTF-8 with a byte order mark, streamed: the next rows are asked for when the reader has taken the ones before, so a file of
 * any length needs the memory of one page. An error of `pages` breaks the answer off, which clients see.
 */
export function csvStream(
  header: readonly string[],
  pages: AsyncIterator<readonly Cell[][]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(byteOrderMark + csvLine(header)));
    },
    async pull(controller) {
      const { done, value } = await pages.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(value.map(csvLine).join("")));
    },
    async cancel() {
      await pages.return?.();
    },
  });
}

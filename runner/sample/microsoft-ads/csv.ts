/** Reports begin with the mark that Excel wants to see. */
const BYTE_ORDER_MARK = "\uFEFF";

const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** A report as it lies in its archive: a head line and every cell in quotes. */
export const csvOf = (columns: readonly string[], rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(BYTE_ORDER_MARK + [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join(""));

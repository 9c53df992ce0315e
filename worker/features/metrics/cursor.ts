import { z } from "zod";

/** The last row of a page: rows are ordered by spend (highest first), then id, then platform. */
export interface RowPosition {
  readonly spendMicros: bigint;
  readonly id: string;
  readonly platform: string;
}

const Encoded = z.tuple([z.string().regex(/^-?\d{1,40}$/), z.string().min(1).max(64), z.string().max(20)]);

export function writeCursor(position: RowPosition): string {
  const bytes = new TextEncoder().encode(
    JSON.stringify([position.spendMicros.toString(), position.id, position.platform]),
  );
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** `null` for anything that `writeCursor` did not write. */
export function readCursor(cursor: string): RowPosition | null {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(
      Uint8Array.from(binary, (c) => c.charCodeAt(0)),
    );
    const [spend, id, platform] = Encoded.parse(JSON.parse(text));
    return { spendMicros: BigInt(spend), id, platform };
  } catch {
    return null;
  }
}

export function isAfter(row: RowPosition, position: RowPosition): boolean {
  if (row.spendMicros !== position.spendMicros) return row.spendMicros < position.spendMicros;
  if (row.id !== position.id) return row.id > position.id;
  return row.platform > position.platform;
}

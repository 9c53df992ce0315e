import { z } from "zod";

/** The last row of a page: tenants are ordered by label, then id. */
export interface TenantPosition {
  readonly label: string;
  readonly id: string;
}

const Encoded = z.tuple([z.string().max(200), z.string().min(1).max(64)]);

const url = { alphabet: "base64url", omitPadding: true } as const;

export function writeCursor({ label, id }: TenantPosition): string {
  return new TextEncoder().encode(JSON.stringify([label, id])).toBase64(url);
}

/** Undefined for anything that `writeCursor` did not write. */
export function readCursor(cursor: string): TenantPosition | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(Uint8Array.fromBase64(cursor, url));
    const [label, id] = Encoded.parse(JSON.parse(text));
    return { label, id };
  } catch {
    return undefined;
  }
}

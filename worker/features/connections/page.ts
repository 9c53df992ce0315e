import { z } from "zod";
import { problem } from "../../http/problem.ts";

const Place = z.strictObject({ side: z.enum(["after", "before"]), id: z.string().min(1).max(64) });
type Place = z.infer<typeof Place>;

interface Paged<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** One page of rows that are ordered by id. The cursors stay good when rows come and go. */
export function pageOf<Row>(
  all: readonly Row[],
  idOf: (row: Row) => string,
  limit: number,
  cursor?: string,
): Paged<Row> {
  const place = cursor === undefined ? undefined : read(cursor);
  const firstAfter = (id: string) => {
    const at = all.findIndex((row) => idOf(row) > id);
    return at === -1 ? all.length : at;
  };
  const end = place?.side === "before" ? all.filter((row) => idOf(row) < place.id).length : undefined;
  const start = end === undefined ? (place ? firstAfter(place.id) : 0) : Math.max(0, end - limit);
  const rows = all.slice(start, end ?? start + limit);
  const [first, last] = [rows[0], rows.at(-1)];
  const more = last !== undefined && start + rows.length < all.length;
  return {
    rows,
    next: more ? write({ side: "after", id: idOf(last) }) : null,
    previous: first !== undefined && start > 0 ? write({ side: "before", id: idOf(first) }) : null,
  };
}

function write(place: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify(place));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function read(cursor: string): Place {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    return Place.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes)));
  } catch {
    const message = "is none of ours; take it from next or previous of an answer";
    throw problem("invalid-input", { detail: `cursor: ${message}`, errors: [{ field: "cursor", message }] });
  }
}

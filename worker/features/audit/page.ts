import { z } from "zod";
import type { AuditPage, AuditRow } from "../../db/audit-log.ts";
import { problem } from "../../http/problem.ts";
import { entryOf } from "./entry.ts";

const Cursor = z.uuid({ version: "v7" });

/** The page that a query asks for, with one row more than it shows, to know whether there are any left. */
export function asked({ cursor, limit }: { cursor?: string | undefined; limit: number }): AuditPage {
  const before = cursor === undefined ? null : readCursor(cursor);
  return { before, limit: limit + 1 };
}

/** A cursor is the id of the last row that was shown. */
export function shown(rows: readonly AuditRow[], limit: number) {
  const entries = rows.slice(0, limit).map(entryOf);
  return { entries, next_cursor: rows.length > limit ? entries.at(-1)!.id : null };
}

function readCursor(cursor: string): string {
  const read = Cursor.safeParse(cursor);
  if (read.success) return read.data;
  const message = "is none of ours; take it from next_cursor of the page before";
  throw problem("invalid-input", { detail: `cursor: ${message}`, errors: [{ field: "cursor", message }] });
}

import { badParameter } from "./errors.ts";
import { limitParam, type Params } from "./params.ts";

/** Links name the real host, as the platform's do: whoever sent us the request must send the next one here, too. */
const GRAPH = "https://graph.facebook.com";

const cursorOf = (offset: number): string => Buffer.from(`at:${offset}`).toString("base64url");

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, offset] = /^at:(\d+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (offset === undefined) throw badParameter("param after: unknown cursor");
  return Number(offset);
}

interface Page<T> {
  readonly data: readonly T[];
  readonly paging?: { readonly cursors: { readonly before: string; readonly after: string }; next?: string };
}

/** One page of `rows`. `path` begins with the version, e.g. `/v25.0/act_1/ads`. */
export function page<T>(rows: readonly T[], path: string, params: Params): Page<T> {
  const offset = offsetOf(params.get("after"));
  const limit = limitParam(params);
  const data = rows.slice(offset, offset + limit);
  if (data.length === 0) return { data };
  const paging: NonNullable<Page<T>["paging"]> = {
    cursors: { before: cursorOf(offset), after: cursorOf(offset + data.length) },
  };
  if (offset + limit < rows.length) {
    const query = new URLSearchParams([...params].filter(([name]) => name !== "after"));
    query.set("after", cursorOf(offset + limit));
    paging.next = `${GRAPH}${path}?${query}`;
  }
  return { data, paging };
}

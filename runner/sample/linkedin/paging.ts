import { badParameter } from "./errors.ts";
import type { Query } from "./query.ts";

const LARGEST_PAGE = 1000;

const tokenOf = (offset: number): string => Buffer.from(`from:${offset}`).toString("base64url");

function offsetOf(token: string | null): number {
  if (token === null) return 0;
  const [, offset] = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (offset === undefined) throw badParameter("pageToken: unknown");
  return Number(offset);
}

interface Page {
  readonly elements: readonly unknown[];
  readonly metadata: { readonly nextPageToken?: string };
}

/** One page of a search by cursor; the last one names no next token. */
export function page(rows: readonly unknown[], query: Query): Page {
  const size = Number(query.get("pageSize") ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    throw badParameter(`pageSize: must be a whole number from 1 to ${LARGEST_PAGE}`);
  const offset = offsetOf(query.get("pageToken"));
  const next = offset + size;
  return {
    elements: rows.slice(offset, next),
    metadata: next < rows.length ? { nextPageToken: tokenOf(next) } : {},
  };
}

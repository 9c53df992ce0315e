import type { Context } from "hono";
import { z } from "zod";
import type { Page } from "../store/workspaces.ts";
import { Problem } from "./problems.ts";

/** Throws a bad-request that names the field. */
export function parseInput<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  throw new Problem("bad-request", faults.join("; "));
}

export async function readBody<T extends z.ZodType>(context: Context, shape: T): Promise<z.output<T>> {
  let body: unknown;
  try {
    body = await context.req.json();
  } catch {
    throw new Problem("bad-request", "body: not JSON");
  }
  return parseInput(shape, body);
}

export const readQuery = <T extends z.ZodType>(context: Context, shape: T): z.output<T> =>
  parseInput(shape, context.req.query());

/** Comma lists and repeated parameters mean the same. */
export const queryList = (context: Context, name: string): string[] =>
  parseInput(z.record(z.literal(name), z.array(z.uuid())), {
    [name]: (context.req.queries(name) ?? []).flatMap((text) => text.split(",")).filter(Boolean),
  })[name] ?? [];

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});

/** For nouns of which deleted ones are still known. */
export const ListQuery = PageQuery.extend({ includeDeleted: z.stringbool().default(false) });

/** As Airbyte pages: `next` is there whenever the page is not empty, even on the last; read until `data` is empty. */
export function paged(context: Context, { limit, offset }: Page, data: readonly unknown[]) {
  const at = (newOffset: number): string => {
    const url = new URL(context.req.url);
    url.searchParams.set("limit", String(limit));
    url.searchParams.set("offset", String(newOffset));
    return url.href;
  };
  return {
    previous: offset > 0 ? at(Math.max(0, offset - limit)) : "",
    next: data.length > 0 ? at(offset + limit) : "",
    data,
  };
}

/** Ids that are no UUIDs belong to nothing. */
export const pathId = (context: Context, name: string): string => context.req.param(name) ?? "";

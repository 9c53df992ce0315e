import type { Context } from "hono";
import { z } from "zod";
import { badParameter } from "./errors.ts";

/** The Graph API takes the same parameters in the query and in a form body, lists and objects as JSON. */
export type Params = ReadonlyMap<string, string>;

export async function paramsOf(context: Context): Promise<Params> {
  const url = new URL(context.req.url);
  const params = new Map(url.searchParams);
  if (context.req.method !== "POST") return params;
  const body = new URLSearchParams(await context.req.text());
  for (const [name, value] of body) params.set(name, value);
  return params;
}

function json(params: Params, name: string): unknown {
  const text = params.get(name);
  if (text === undefined || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badParameter(`param ${name} must be valid JSON`);
  }
}

function parsed<T extends z.ZodType>(type: T, value: unknown, name: string): z.output<T> {
  const result = type.safeParse(value);
  if (result.success) return result.data;
  throw badParameter(`param ${name}: ${result.error.issues[0]?.message ?? "invalid"}`);
}

/** A list, as JSON or separated by commas; empty when it is not there. */
export function listParam(params: Params, name: string): string[] {
  const text = params.get(name) ?? "";
  if (text.startsWith("[")) return parsed(z.array(z.string()), json(params, name), name);
  return text === "" ? [] : text.split(",").map((part) => part.trim());
}

const TimeRange = z.object({ since: z.iso.date(), until: z.iso.date() });

export const timeRangeParam = (params: Params): z.infer<typeof TimeRange> | undefined =>
  parsed(TimeRange.optional(), json(params, "time_range"), "time_range");

const Filter = z.discriminatedUnion("operator", [
  z.object({ field: z.string(), operator: z.literal("IN"), value: z.array(z.string()) }),
  z.object({ field: z.string(), operator: z.literal("GREATER_THAN"), value: z.coerce.number() }),
]);
export type Filter = z.infer<typeof Filter>;

export const filterParam = (params: Params): Filter[] =>
  parsed(z.array(Filter).optional(), json(params, "filtering"), "filtering") ?? [];

export const limitParam = (params: Params): number =>
  parsed(z.coerce.number().int().min(1).max(5000), params.get("limit") ?? "25", "limit");

const Batch = z.array(z.object({ method: z.literal("GET"), relative_url: z.string() })).max(50);

export const batchParam = (params: Params): z.infer<typeof Batch> => parsed(Batch, json(params, "batch"), "batch");

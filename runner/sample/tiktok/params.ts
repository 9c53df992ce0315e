import { z } from "zod";
import { badParameter } from "./errors.ts";

export type Query = URLSearchParams;

/** A list parameter. The connector sends it as Python prints a list, with single quotes; the platform takes that like JSON. */
export function listParam(query: Query, name: string): string[] {
  const text = query.get(name);
  if (!text) return [];
  const parsed = z.array(z.coerce.string()).safeParse(json(text));
  if (!parsed.success) throw badParameter(`${name}: must be a list`);
  return parsed.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return lenient(text.replaceAll("'", '"'));
  }
}

function lenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the filters ask for deleted objects as well, however they are spelled: `…_STATUS_ALL` or `STATUS_ALL`. */
export const includesDeleted = (query: Query): boolean =>
  ["filtering", "filters"].some((name) => /STATUS_ALL/.test(query.get(name) ?? ""));

function whole(query: Query, name: string, fallback: number, high: number): number {
  const value = Number(query.get(name) ?? fallback);
  if (Number.isInteger(value) && value >= 1 && value <= high) return value;
  throw badParameter(`${name}: must be a whole number from 1 to ${high}`);
}

export interface Page {
  readonly list: readonly unknown[];
  readonly page_info: { page: number; page_size: number; total_number: number; total_page: number };
}

export function pageOf(rows: readonly unknown[], query: Query): Page {
  const page = whole(query, "page", 1, 1_000_000);
  const size = whole(query, "page_size", 10, 1000);
  return {
    list: rows.slice((page - 1) * size, page * size),
    page_info: { page, page_size: size, total_number: rows.length, total_page: Math.ceil(rows.length / size) },
  };
}

export function dateParam(query: Query, name: string): string {
  const parsed = z.iso.date().safeParse(query.get(name));
  if (parsed.success) return parsed.data;
  throw badParameter(`${name}: must be a date such as 2026-01-31`);
}

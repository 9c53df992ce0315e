import { z } from "zod";
import { badParameter } from "./errors.ts";

export type Query = URLSearchParams;

/** The members of a Rest.li list: `List(a,b)`. Null when the parameter is absent. */
export function listParam(query: Query, name: string): string[] | null {
  const text = query.get(name);
  if (text === null) return null;
  const [, inside] = /^List\((.*)\)$/.exec(text) ?? [];
  if (inside === undefined) throw badParameter(`${name}: must be a list such as List(a,b)`);
  return inside === "" ? [] : inside.split(",");
}

/** The statuses that a search asks for: `(status:(values:List(ACTIVE,PAUSED)))`. Null when it asks for all. */
export function searchedStatuses(query: Query): string[] | null {
  const [, inside] = /status:\(values:List\(([A-Z_,]*)\)\)/.exec(query.get("search") ?? "") ?? [];
  return inside === undefined ? null : inside.split(",");
}

/** `(value:NAME)`, or plainly `NAME`. */
export function enumParam(query: Query, name: string): string {
  const [, value] = /^(?:\(value:)?([A-Z0-9_]+)\)?$/.exec(query.get(name) ?? "") ?? [];
  if (value === undefined) throw badParameter(`${name}: required`);
  return value;
}

export interface DateRange {
  readonly start: string;
  readonly end: string;
}

const DATE = /year:(\d{4}),month:(\d{1,2}),day:(\d{1,2})/;

function dateOf(text: string | undefined, part: string): string {
  const [, year, month, day] = DATE.exec(text ?? "") ?? [];
  const date = z.iso.date().safeParse(`${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`);
  if (date.success) return date.data;
  throw badParameter(`dateRange.${part}: must be a date such as (year:2026,month:1,day:31)`);
}

/** `(start:(year:…,month:…,day:…),end:(…))`, both days included. */
export function dateRangeParam(query: Query): DateRange {
  const text = query.get("dateRange") ?? "";
  const [, start, end] = /^\(start:\(([^)]*)\),end:\(([^)]*)\)\)$/.exec(text) ?? [];
  const range = { start: dateOf(start, "start"), end: dateOf(end, "end") };
  if (range.end < range.start) throw badParameter("dateRange.end: must not be before dateRange.start");
  return range;
}

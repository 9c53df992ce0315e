import type { Cut } from "./cells.ts";
import { queryError } from "./errors.ts";
import { type Condition, type Gaql, parseGaql } from "./gaql.ts";
import { metrics } from "./metrics.ts";
import { type Level, levels, resources, selectable } from "./resources.ts";
import { calendar, segmentsOf } from "./segments.ts";

/** A query that makes sense, and what has to be computed for it. */
export interface Plan extends Gaql {
  /** Resources whose fields are selected or compared. */
  readonly resources: readonly string[];
  readonly segments: readonly string[];
  readonly metrics: readonly string[];
  readonly level: Level;
  readonly cuts: ReadonlySet<Cut>;
  /** Inclusive; null without any condition on `segments.date`. */
  readonly dates: { readonly from: string; readonly to: string } | null;
  /** The conditions that are left to be looked at row by row. */
  readonly rowConditions: readonly Condition[];
}

const DATE = "segments.date";
const prefixOf = (field: string): string => field.slice(0, field.indexOf("."));
const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

export function planOf(text: string): Plan {
  const gaql = parseGaql(text);
  const allowed = selectable[gaql.from];
  if (!allowed)
    throw queryError(
      "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE",
      `Error in FROM clause: the resource '${gaql.from}' is unknown.`,
    );
  const fields = [...new Set([...gaql.select, ...[...gaql.where, ...gaql.orderBy].map(({ field }) => field)])];
  const segments = segmentsOf[gaql.from]!;
  for (const field of fields) mustExist(field, gaql.from, allowed);
  const dates = rangeOf(gaql.where);
  const divided = fields.filter((field) => field in segments && (field !== DATE || gaql.select.includes(DATE)));
  if (divided.some((field) => field in calendar) && dates === null)
    throw queryError("EXPECTED_FILTERS_ON_DATE_RANGE", `Error in query: a condition on ${DATE} is required.`);
  for (const field of divided) {
    if (!gaql.select.includes(field))
      throw queryError("EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE", `Error in query: '${field}' must be selected.`);
  }
  const about = [...new Set([gaql.from, ...fields.map(prefixOf)])].filter((prefix) => prefix in resources);
  return {
    ...gaql,
    resources: about,
    segments: divided,
    metrics: fields.filter((field) => field in metrics),
    level: finest(about),
    cuts: new Set(divided.flatMap((field) => segments[field]!.cuts ?? [])),
    dates,
    rowConditions: gaql.where.filter(({ field }) => field !== DATE),
  };
}

function mustExist(field: string, from: string, allowed: readonly string[]): void {
  const prefix = prefixOf(field);
  if (field in segmentsOf[from]! || field in metrics || allowed.includes(prefix)) return;
  if (prefix === "segments" || prefix === "metrics" || prefix === from)
    throw queryError("UNRECOGNIZED_FIELD", `Unrecognized field in the query: '${field}'.`);
  throw queryError(
    "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE",
    `The resource '${prefix}' cannot be selected from '${from}'.`,
  );
}

function finest(names: readonly string[]): Level {
  const known = names.map((name) => levels.indexOf(resources[name]?.level ?? "customer"));
  return levels[Math.max(0, ...known)]!;
}

function rangeOf(where: readonly Condition[]): Plan["dates"] {
  let from: string | null = null;
  let to: string | null = null;
  for (const { field, operator, values } of where) {
    if (field !== DATE) continue;
    if (!values.every(isDate)) throw queryError("INVALID_DATE_FORMAT", "Error in query: dates are written YYYY-MM-DD.");
    const [first, last] = values as [string, string?];
    if (operator === "BETWEEN") [from, to] = [first, last!];
    else if (operator === "=") [from, to] = [first, first];
    else if (operator === ">=") from = first;
    else if (operator === "<=") to = first;
    else throw queryError("BAD_OPERATOR", `Error in query: the operator ${operator} is not for ${DATE}.`);
  }
  if (from === null && to === null) return null;
  if (from === null || to === null)
    throw queryError("EXPECTED_FILTERS_ON_DATE_RANGE", `Error in query: the condition on ${DATE} must have both ends.`);
  if (from > to) throw queryError("DATE_RANGE_TOO_NARROW", "Error in query: the dates end before they begin.");
  return { from, to };
}

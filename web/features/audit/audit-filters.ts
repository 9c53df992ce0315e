import type { AuditFilters } from "#contracts/audit.ts";
import { addDays, isDay } from "../../lib/day.ts";
import { startOfDay } from "../../lib/zoned.ts";

/** As they stand in the address. Days are of the tenant's zone, and both are counted. */
export interface Filters {
  from: string | null;
  to: string | null;
  action: string | null;
  actor: string | null;
  target: string | null;
  q: string;
}

export const noFilters: Filters = { from: null, to: null, action: null, actor: null, target: null, q: "" };

const actionForm = /^[a-z-]{1,40}(\.[a-z-]{1,40})?$/;

export function readFilters(search: URLSearchParams): Filters {
  const day = (name: string) => {
    const value = search.get(name);
    return value && isDay(value) ? value : null;
  };
  const id = (name: string) => search.get(name)?.slice(0, 64) || null;
  const action = search.get("action");
  return {
    from: day("from"),
    to: day("to"),
    action: action && actionForm.test(action) ? action : null,
    actor: id("actor"),
    target: id("target"),
    q: (search.get("q") ?? "").trim().slice(0, 100),
  };
}

export function writeFilters(filters: Filters): string {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return search ? `?${search}` : "";
}

/** What the API and the export are asked for. */
export function toQuery({ from, to, action, actor, target, q }: Filters, timeZone: string): AuditFilters {
  return {
    ...(from ? { from: startOfDay(from, timeZone) } : {}),
    ...(to ? { to: startOfDay(addDays(to, 1), timeZone) } : {}),
    ...(action ? { action } : {}),
    ...(actor ? { actor_id: actor } : {}),
    ...(target ? { target_id: target } : {}),
    ...(q ? { q } : {}),
  };
}

export const isNarrowed = (filters: Filters): boolean => Object.values(filters).some(Boolean);

import { type Caller, isEmptied, type PlatformDeps } from "../platform.ts";
import { clientsOf, customerOf, managerFields } from "./customers.ts";
import { badRequest, queryError } from "./errors.ts";
import { type Plan, planOf } from "./plan.ts";
import { shown, shownFields } from "./projection.ts";
import { rowsOf } from "./report.ts";
import { type Fields, holds } from "./values.ts";

/** As many rows as one answer, or one part of a stream, has at most. */
const PAGE = 10_000;

interface Asked {
  readonly customerId: string;
  readonly loginId: string | undefined;
  readonly query: string;
}

interface Results {
  readonly rows: readonly unknown[];
  readonly fieldMask: string;
}

const keep = (plan: Plan, rows: readonly Fields[]): Fields[] =>
  rows.filter((row) => plan.rowConditions.every((condition) => holds(condition, row[condition.field])));

/** A manager has clients and a name, but no campaigns and no numbers. */
function rowsOfManager(caller: Caller<"google_ads">, plan: Plan): Fields[] {
  if (plan.metrics.length > 0)
    throw queryError("REQUESTED_METRICS_FOR_MANAGER", "Metrics cannot be requested for a manager account.");
  if (plan.from === "customer_client") return keep(plan, clientsOf(caller));
  return plan.from === "customer" && plan.segments.length === 0 ? keep(plan, [managerFields(caller)]) : [];
}

/** Everything a query finds. Throws the platform's error for a query it would refuse. */
export function resultsOf(deps: PlatformDeps, caller: Caller<"google_ads">, asked: Asked): Results {
  const account = customerOf(caller, asked.customerId, asked.loginId);
  const plan = planOf(asked.query);
  if (plan.dates)
    deps.onReport({ platform: "google_ads", tenantId: caller.tenant.id, report: plan.from, ...plan.dates });
  const names = shownFields(plan);
  const fieldMask = plan.select.join(",");
  if (plan.from !== "customer_client" && isEmptied(deps, "google_ads", caller)) return { rows: [], fieldMask };
  const rows = account === null ? rowsOfManager(caller, plan) : rowsOf(deps.world, account, caller.moment, plan);
  return { rows: rows.map((row) => shown(row, names)), fieldMask };
}

const part = (rows: readonly unknown[], fieldMask: string): Record<string, unknown> => ({
  ...(rows.length > 0 ? { results: rows } : {}),
  fieldMask,
  requestId: "sampleRequestId",
});

/** The parts of a stream; one at least. */
export function streamed({ rows, fieldMask }: Results): unknown[] {
  const parts = [part(rows.slice(0, PAGE), fieldMask)];
  for (let at = PAGE; at < rows.length; at += PAGE) parts.push(part(rows.slice(at, at + PAGE), fieldMask));
  return parts;
}

const tokenOf = (offset: number): string => Buffer.from(`at:${offset}`).toString("base64url");

function offsetOf(token: string | undefined): number {
  if (!token) return 0;
  const [, offset] = /^at:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (offset === undefined) throw badRequest("INVALID_PAGE_TOKEN", "Page token is invalid.");
  return Number(offset);
}

export function paged({ rows, fieldMask }: Results, pageToken: string | undefined): unknown {
  const offset = offsetOf(pageToken);
  const next = offset + PAGE;
  return {
    ...part(rows.slice(offset, next), fieldMask),
    ...(next < rows.length ? { nextPageToken: tokenOf(next) } : {}),
  };
}

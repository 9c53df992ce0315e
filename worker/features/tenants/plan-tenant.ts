import type { TenantRole } from "#contracts/capabilities.ts";
import type { TenantSpec } from "#contracts/operator.ts";
import type { Audited, Seat } from "../../db/setup.ts";
import type { Profile, TenantPlan, TenantState } from "../../db/tenant-setup.ts";
import type { Trace } from "../../http/trace.ts";
import { planSeats, type SeatDraft } from "../members/plan-seats.ts";
import { fromTo } from "./from-to.ts";
import { planConnection } from "./plan-connection.ts";

type Settings = Omit<TenantSpec, "members" | "connections">;

/** What brings a tenant to its description. Nothing of what is so already: it would only make noise in the audit log. */
export function planTenant(
  trace: Trace,
  id: string,
  present: TenantState,
  { connections, members: _, ...settings }: TenantSpec,
  seats: readonly SeatDraft<TenantRole>[],
): TenantPlan {
  const profile = planProfile(trace, id, present.profile, settings);
  const known = new Map(present.connections.map((connection) => [connection.id, connection]));
  return {
    ...(profile ? { profile } : {}),
    members: planSeats(trace, { tenantId: id }, "member", present.members, seats) satisfies Audited<Seat<TenantRole>>[],
    connections: connections.flatMap((spec) => planConnection(trace, id, known.get(spec.id), spec) ?? []),
  };
}

function planProfile(trace: Trace, id: string, before: TenantState["profile"], settings: Settings) {
  const detail = before ? fromTo(asSettings(before), settings) : settings;
  if (detail === undefined) return undefined;
  const target = { kind: "tenant", id, label: settings.label };
  const audit = trace(before ? "tenant.changed" : "tenant.created", { tenantId: id, target, detail });
  const row: Profile = {
    label: settings.label,
    timeZone: settings.time_zone,
    currency: settings.currency,
    regionSet: settings.region_set,
    workFrom: settings.working_hours.from,
    workTo: settings.working_hours.to,
    ...(settings.plan === undefined ? {} : { plan: settings.plan }),
  };
  return { row, audit };
}

function asSettings(row: NonNullable<TenantState["profile"]>): Required<Settings> {
  return {
    label: row.label,
    time_zone: row.timeZone,
    currency: row.currency,
    region_set: row.regionSet as Settings["region_set"],
    working_hours: { from: row.workFrom, to: row.workTo },
    plan: row.plan,
  };
}

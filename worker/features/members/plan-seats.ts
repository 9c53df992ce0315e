import type { AgencyRole, TenantRole } from "#contracts/capabilities.ts";
import type { Audited, Seat } from "../../db/setup.ts";
import type { Told, Trace } from "../../http/trace.ts";

export interface SeatDraft<R extends TenantRole | AgencyRole> extends Seat<R> {
  readonly email: string;
}

/** Who is to be added to a tenant or agency, and whose role is to be another. */
export function planSeats<R extends TenantRole | AgencyRole>(
  trace: Trace,
  where: Pick<Told, "tenantId" | "agencyId">,
  noun: "member" | "agency-member",
  present: readonly Seat<R>[],
  wanted: readonly SeatDraft<R>[],
): Audited<Seat<R>>[] {
  const held = new Map(present.map(({ userId, role }) => [userId, role]));
  return wanted.flatMap(({ userId, role, email }) => {
    const before = held.get(userId);
    if (before === role) return [];
    const target = { kind: noun, id: userId, label: email.toLowerCase() };
    const audit = before
      ? trace(`${noun}.role-changed`, { ...where, target, detail: { role: { from: before, to: role } } })
      : trace(`${noun}.added`, { ...where, target, detail: { role } });
    return [{ row: { userId, role }, audit }];
  });
}

import * as contract from "#contracts/operator.ts";
import { problem } from "../../http/problem.ts";
import { type InternalContext, internalRoute } from "../../http/route.ts";
import { planSeats } from "../members/plan-seats.ts";
import { refuseRepeats } from "../tenants/refuse-repeats.ts";

const putAgency = internalRoute(contract.putAgency, async (c) => {
  const { agency_id } = c.params;
  const { label, tenants, members } = c.body;
  refuseRepeats("tenants", tenants);
  refuseRepeats(
    "members",
    members.map(({ email }) => email.toLowerCase()),
  );
  const joining = await joiningTenants(c, agency_id, tenants);
  const userIds = await c.services.ensureUsers(members);
  const seats = members.map(({ role, email }, at) => ({ userId: userIds[at]!, role, email }));
  const present = await c.system.agencySetup.read(agency_id);
  const where = { tenantId: null, agencyId: agency_id };
  const target = { kind: "agency", id: agency_id, label };
  const created = present.label === null;
  const audit = created
    ? c.trace("agency.created", { ...where, target, detail: { label } })
    : c.trace("agency.changed", { ...where, target, detail: { label: { from: present.label, to: label } } });
  const plan = {
    ...(present.label === label ? {} : { label: { row: label, audit } }),
    tenants: joining.map((id) => ({ row: id, audit: joined(c, agency_id, id) })),
    members: planSeats(c.trace, where, "agency-member", present.members, seats),
  };
  await c.system.agencySetup.write(agency_id, plan);
  for (const { row } of plan.members) c.services.identity.forgetUser(row.userId);
  c.log.info(created ? "agency-created" : "agency-updated", { count: tenants.length });
  return { agency_id, created };
});

const putPlatformRole = internalRoute(contract.putPlatformRole, async (c) => {
  const { role, ...person } = c.body;
  const email = person.email.toLowerCase();
  const known = await c.system.platformRoles.find(email);
  if (!known && role === null) throw problem("not-found", "There is no account of this address.");
  const id = known?.id ?? (await c.services.ensureUsers([person]))[0]!;
  const before = known?.role ?? null;
  if (before === role) return { user_id: id };
  const told = c.trace("platform-role.changed", {
    tenantId: null,
    target: { kind: "user", id, label: email },
    detail: { role: { from: before, to: role } },
  });
  await c.system.platformRoles.set(id, role, told);
  c.services.identity.forgetUser(id);
  return { user_id: id };
});

export const routes = [putAgency, putPlatformRole];

/** Those of `ids` that are in no agency yet. Refuses one that does not exist, or is another agency's. */
async function joiningTenants(c: InternalContext, agencyId: string, ids: readonly string[]): Promise<string[]> {
  const agencyOf = await c.system.agencySetup.agencyOfTenants(ids);
  const unknown = ids.findIndex((id) => !agencyOf.has(id));
  if (unknown !== -1) {
    const message = "there is no such tenant; create it first";
    throw problem("invalid-input", { errors: [{ field: `tenants.${unknown}`, message }] });
  }
  const taken = ids.find((id) => ![null, agencyId].includes(agencyOf.get(id) ?? null));
  if (taken !== undefined) throw problem("conflict", `The tenant ${taken} belongs to another agency.`);
  return ids.filter((id) => agencyOf.get(id) === null);
}

const joined = ({ trace }: InternalContext, agencyId: string, tenantId: string) =>
  trace("tenant.changed", {
    tenantId,
    agencyId,
    target: { kind: "tenant", id: tenantId, label: null },
    detail: { agency: { from: null, to: agencyId } },
  });

import * as contract from "#contracts/tenants.ts";
import { problem } from "../../http/problem.ts";
import { personRoute, type TenantContext, tenantRoute } from "../../http/route.ts";
import { summary } from "../identity/enter.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { routes as operators } from "./operator.routes.ts";
import { changesOf, settingsOf } from "./settings.ts";

const readTenant = tenantRoute(contract.readTenant, async (c) => settingsOf(await profileOf(c)));

const changeTenant = tenantRoute(contract.changeTenant, async (c) => {
  const before = await profileOf(c);
  const changes = changesOf(settingsOf(before), c.body);
  if (changes === undefined) return settingsOf(before);
  const { id, label } = before;
  const told = c.trace("tenant.changed", { target: { kind: "tenant", id, label }, detail: changes.detail });
  if (!(await c.tenant.profile.change(before, changes.columns, told)))
    throw problem("conflict", "Somebody else changed these settings meanwhile. Load them again.");
  return settingsOf(await profileOf(c));
});

const findTenants = personRoute(contract.findTenants, async (c) => {
  const { q, cursor, limit } = c.query;
  const after = cursor === undefined ? null : readCursor(cursor);
  if (after === undefined) {
    const message = "is no cursor of ours; leave it out to begin with the first page";
    throw problem("invalid-input", { errors: [{ field: "cursor", message }] });
  }
  const found = await c.services.identity.store.tenantsOf(c.user.id, { search: q, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    tenants: page.map(summary),
    next_cursor: last && found.length > limit ? writeCursor(last) : null,
  };
});

export const routes = [readTenant, changeTenant, findTenants, ...operators];

async function profileOf(c: TenantContext) {
  const profile = await c.tenant.profile.withAgency();
  if (!profile) throw problem("not-found", "The tenant is gone.");
  return profile;
}

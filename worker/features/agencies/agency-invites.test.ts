import { expect, test } from "vitest";
import type { SignedIn } from "#contracts/auth.ts";
import type { InviteView } from "#contracts/members.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { createAgency, createTenant } from "../../testing/factories.ts";
import { openMailWorld } from "../../testing/mail-world.ts";
import { at } from "../../testing/team.ts";

const world = openMailWorld();
const { app } = world;

async function agency(id: string) {
  for (const each of ["a", "b"]) await createTenant(app, `${id}-${each}`, { label: `${id} ${each}` });
  await createAgency(app, id, {
    label: `Agency ${id}`,
    tenants: [`${id}-a`, `${id}-b`],
    people: { [`admin@${id}.test`]: "agency_admin", [`lead@${id}.test`]: "agency_lead" },
  });
  return { admin: await at(app, `${id}-a`, `admin@${id}.test`), lead: await at(app, `${id}-a`, `lead@${id}.test`) };
}

interface Bearing {
  readonly bearer: { readonly authorization: string };
}

const path = (id: string) => `/api/agencies/${id}/invites/`;
const invite = (id: string, { bearer }: Bearing, email: string, role = "agency_analyst") =>
  app.send("POST", path(id), { email, role }, bearer);

test("an invitation to an agency opens all of its tenants to whoever accepts", async () => {
  const { admin } = await agency("open-ag");
  const made = await (await invite("open-ag", admin, "new@open-ag.test")).json<InviteView>();
  await world.drain();
  const token = world.tokenTo("new@open-ag.test", "invite");
  const seen = await app.send("POST", "/api/auth/invite/", { token });
  expect(await seen.json()).toMatchObject({ kind: "agency", to: "Agency open-ag", role: "agency_analyst" });
  const response = await app.send("POST", "/api/auth/invite/accept/", {
    token,
    name: "New",
    password: "plum kettle orbit ladder",
  });
  const body = await response.json<SignedIn>();
  expect(body.tenant).toMatchObject({ role: "agency_analyst", agency: { id: "open-ag" } });
  expect(body.tenants.map(({ id }) => id)).toEqual(["open-ag-a", "open-ag-b"]);
  const { invites } = await (await app.fetch(path("open-ag"), { headers: admin.bearer })).json<{
    invites: InviteView[];
  }>();
  expect(invites.map(({ id, status }) => [id, status])).toEqual([[made.id, "accepted"]]);
  const told = (await auditRows(app, "open-ag")).map(({ action, tenant_id }) => [action, tenant_id]);
  expect(told.slice(-3)).toEqual([
    ["invite.created", null],
    ["invite.accepted", null],
    ["agency-member.added", null],
  ]);
});

test("only those who manage the agency invite to it, and its invitations are no other's", async () => {
  const mine = await agency("inv-ag");
  const theirs = await agency("inv-other-ag");
  expect((await invite("inv-ag", mine.lead, "x@inv-ag.test")).status).toBe(403);
  expect((await invite("inv-other-ag", mine.admin, "x@inv-ag.test")).status).toBe(404);
  expect((await invite("inv-ag", mine.admin, "x@inv-ag.test", "owner")).status).toBe(400);
  expect((await invite("inv-ag", mine.admin, "LEAD@inv-ag.test")).status).toBe(409);
  const foreign = await (await invite("inv-other-ag", theirs.admin, "x@inv-ag.test")).json<InviteView>();
  app.pass(61_000);
  const url = `${path("inv-ag")}${foreign.id}/`;
  expect((await app.fetch(url, { method: "DELETE", headers: mine.admin.bearer })).status).toBe(404);
  expect((await app.fetch(`${url}resend/`, { method: "POST", headers: mine.admin.bearer })).status).toBe(404);
  // A tenant of the agency has invitations of its own.
  const inTenant = await app.fetch("/api/invites/", { headers: theirs.admin.bearer });
  expect(await inTenant.json()).toEqual({ invites: [] });
  const own = `${path("inv-other-ag")}${foreign.id}/`;
  expect((await app.fetch(`${own}resend/`, { method: "POST", headers: theirs.admin.bearer })).status).toBe(200);
  expect((await app.fetch(own, { method: "DELETE", headers: theirs.admin.bearer })).status).toBe(204);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { TenantSummary } from "#contracts/auth.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { createTenant, member } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { at, openTeam } from "../../testing/team.ts";
import { readCursor, writeCursor } from "./cursor.ts";

const app = startApp();

interface Bearing {
  readonly bearer: { readonly authorization: string };
}

const change = ({ bearer }: Bearing, body: object) => app.send("PATCH", "/api/tenant/", body, bearer);
const find = ({ bearer }: Bearing, query: Record<string, string>) =>
  app.fetch(`/api/tenants/?${new URLSearchParams(query)}`, { headers: bearer });

test("settings are read by all members, and changed by those who manage them", async () => {
  const { admin, viewer } = await openTeam(app, "settings", ["owner", "admin", "viewer"]);
  const before = await (await app.fetch("/api/tenant/", { headers: viewer.bearer })).json<object>();
  expect(before).toMatchObject({
    id: "settings",
    label: "A tenant",
    currency: "JMD",
    working_hours: { from: 0, to: 24 },
    branding: { color: null, logo_url: null },
    plan: "growth",
    agency: null,
  });
  expect((await change(viewer, { label: "No" })).status).toBe(403);
  const asked = { label: "Renamed", working_hours: { from: 22, to: 6 }, branding: { color: "#1f6feb" } };
  const response = await change(admin, { ...asked, currency: "JMD" });
  const branding = { color: "#1f6feb", logo_url: null };
  expect(await response.json()).toEqual({ ...before, ...asked, branding });
  const told = (await auditRows(app, "settings")).filter(({ action }) => action === "tenant.changed");
  expect(told.map(({ detail }) => JSON.parse(detail!))).toEqual([
    {
      label: { from: "A tenant", to: "Renamed" },
      working_hours: { from: { from: 0, to: 24 }, to: { from: 22, to: 6 } },
      branding: { from: { color: null, logo_url: null }, to: branding },
    },
  ]);
  expect((await change(admin, { ...asked, branding })).status).toBe(200);
  expect((await change(admin, {})).status).toBe(200);
  const later = (await auditRows(app, "settings")).filter(({ action }) => action === "tenant.changed");
  expect(later).toHaveLength(1);
});

test.each([
  ["region_set", { region_set: "atlantis" }, "jm-parishes, none"],
  ["time_zone", { time_zone: "Mars/Base" }, "IANA"],
  ["currency", { currency: "jmd" }, "ISO 4217"],
  ["branding.logo_url", { branding: { logo_url: "http://plain.test/logo.png" } }, ""],
  ["working_hours.from", { working_hours: { from: 25, to: 3 } }, ""],
  ["plan", { plan: "enterprise" }, ""],
])("a wrong %s is refused by name", async (field, body, remedy) => {
  const { owner } = await openTeam(app, `wrong-${field.replaceAll(/[._]/g, "-")}`, ["owner"]);
  const response = await change(owner, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ field, message: expect.stringContaining(remedy) }] });
});

test("of two who change the same setting at once, one is told to look again, or both in turn", async () => {
  const { owner, admin } = await openTeam(app, "both-change", ["owner", "admin"]);
  const answers = await Promise.all([change(owner, { label: "One" }), change(admin, { label: "Two" })]);
  const won = answers.filter(({ status }) => status === 200).length;
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  const told = (await auditRows(app, "both-change")).filter(({ action }) => action === "tenant.changed");
  expect(told).toHaveLength(won);
  const last = JSON.parse(told.at(-1)!.detail!).label;
  expect(await (await app.fetch("/api/tenant/", { headers: owner.bearer })).json()).toMatchObject({ label: last.to });
});

test("tenants are found by part of label or id, page by page, and only the caller's own", async () => {
  const labels = ["Äther", "Alpha 100%", "Alpha_1", "Beta", "Beta", "Gamma \\ Co"];
  for (const [index, label] of labels.entries())
    await createTenant(app, `find-${index}`, { label, members: [member("finder@find.test", "viewer")] });
  await createTenant(app, "find-hidden", { label: "Alpha hidden", members: [member("else@find.test")] });
  const finder = await at(app, "find-0", "finder@find.test");
  const page = async (query: Record<string, string>) => {
    const response = await find(finder, query);
    expect(response.status, await response.clone().text()).toBe(200);
    return response.json<{ tenants: TenantSummary[]; next_cursor: string | null }>();
  };
  const all: string[] = [];
  let cursor: string | null = null;
  do {
    const next: Awaited<ReturnType<typeof page>> = await page({ limit: "2", ...(cursor === null ? {} : { cursor }) });
    expect(next.tenants.length).toBeLessThanOrEqual(2);
    all.push(...next.tenants.map(({ id }) => id));
    cursor = next.next_cursor;
  } while (cursor !== null);
  expect(all).toEqual((await page({})).tenants.map(({ id }) => id));
  expect([...all].sort()).toEqual(labels.map((_, index) => `find-${index}`));
  const found = async (q: string) => (await page({ q })).tenants.map(({ id }) => id).sort();
  expect(await found("alpha")).toEqual(["find-1", "find-2"]);
  expect(await found("%")).toEqual(["find-1"]);
  expect(await found("a_1")).toEqual(["find-2"]);
  expect(await found("\\")).toEqual(["find-5"]);
  expect(await found("find-3")).toEqual(["find-3"]);
  expect(await found("hidden")).toEqual([]);
  for (const wrong of ["nonsense", btoa("[1]"), "€"]) {
    const refused = await find(finder, { cursor: wrong });
    expect(await refused.json()).toMatchObject({ status: 400, errors: [{ field: "cursor" }] });
  }
});

test("a cursor says where a page ended, whatever the label", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), fc.uuid(), (label, id) => {
      const cursor = writeCursor({ label, id });
      expect(cursor.length).toBeLessThanOrEqual(1200);
      expect(readCursor(cursor)).toEqual({ label, id });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => readCursor(text)).not.toThrow();
    }),
  );
});
